package dev.openllm.server.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for updates of the model catalog, with a local server in place of models.dev. */
class CatalogRefreshTest {

    @TempDir
    private Path folder;

    private final Catalog catalog = new Catalog();

    @Test
    void newCatalogDataIsUsedAndStored() {
        try (FakeProvider models = publishing(published(1_200))) {
            refresh(models).run();
            assertEquals(OptionalInt.of(77_000), context("gpt-5"));
            assertTrue(Files.exists(folder.resolve("models.tsv")));
        }
    }

    @Test
    void storedCatalogDataIsUsedForADayWithoutARequest() {
        try (FakeProvider models = publishing(published(1_200))) {
            refresh(models).run();
            Catalog nextStart = new Catalog();
            new CatalogRefresh(nextStart, http(), models.uri(), folder).run();
            assertEquals(1, models.requests().size());
            assertEquals(
                    OptionalInt.of(77_000),
                    nextStart
                            .find(Optional.of("openai"), "gpt-5")
                            .orElseThrow()
                            .model()
                            .contextTokens());
        }
    }

    @Test
    void storedCatalogDataIsFetchedAgainAfterADay() throws Exception {
        try (FakeProvider models = publishing(published(1_200))) {
            refresh(models).run();
            Files.setLastModifiedTime(
                    folder.resolve("models.tsv"), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
            refresh(models).run();
            assertEquals(2, models.requests().size());
        }
    }

    @Test
    void storedCatalogDataFromTheFutureIsFetchedAgain() throws Exception {
        try (FakeProvider models = publishing(published(1_200))) {
            refresh(models).run();
            Files.setLastModifiedTime(
                    folder.resolve("models.tsv"), FileTime.from(Instant.now().plus(Duration.ofDays(400))));
            refresh(models).run();
            assertEquals(2, models.requests().size());
        }
    }

    @Test
    void aListWithTooFewModelsIsRejected() {
        try (FakeProvider models = publishing(published(3))) {
            refresh(models).run();
            assertEquals(OptionalInt.of(400_000), context("gpt-5"));
            assertFalse(Files.exists(folder.resolve("models.tsv")));
        }
    }

    @Test
    void aResponseThatIsNotJsonChangesNothing() {
        try (FakeProvider models = FakeProvider.start()) {
            models.always("*", request -> FakeAnswer.of(200, "text/html", "<html>"));
            refresh(models).run();
            assertEquals(OptionalInt.of(400_000), context("gpt-5"));
        }
    }

    @Test
    void aMalformedFileIsTreatedAsMissing() throws Exception {
        Files.writeString(folder.resolve("models.tsv"), "gpt-5\topenai\tgpt-5\t\tmany\n");
        try (FakeProvider models = publishing(published(3))) {
            refresh(models).run();
            assertEquals(OptionalInt.of(400_000), context("gpt-5"));
        }
    }

    @Test
    void afterDisablingTheBuiltInCatalogDataIsUsed() {
        try (FakeProvider models = publishing(published(1_200))) {
            CatalogRefresh refresh = refresh(models);
            refresh.run();
            refresh.stop();
            assertEquals(OptionalInt.of(400_000), context("gpt-5"));
        }
    }

    private OptionalInt context(String model) {
        return catalog.find(Optional.of("openai"), model).orElseThrow().model().contextTokens();
    }

    private CatalogRefresh refresh(FakeProvider models) {
        return new CatalogRefresh(catalog, http(), models.uri(), folder);
    }

    private static OutgoingHttp http() {
        return new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
    }

    private static FakeProvider publishing(String json) {
        return FakeProvider.start().always("*", request -> FakeAnswer.json(json));
    }

    /**
     * Returns a document in the format of models.dev that lists several known providers and, for a further provider,
     * the given number of models.
     */
    private static String published(int models) {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < models; i++) {
            many.append(i == 0 ? "" : ",")
                    .append("\"m-")
                    .append(i)
                    .append("\":")
                    .append(model(1_000));
        }
        return "{\"openai\":{\"models\":{\"gpt-5\":" + model(77_000) + "}},\"anthropic\":{\"models\":{\"claude-x\":"
                + model(2_000) + "}},\"google\":{\"models\":{\"gemini-x\":" + model(2_000)
                + "}},\"many\":{\"models\":{" + many + "}}}";
    }

    private static String model(int context) {
        return "{\"name\":\"A\\tmodel\",\"tool_call\":true,\"limit\":{\"context\":" + context
                + ",\"output\":500},\"modalities\":{\"input\":[\"text\",\"image\"],\"output\":[\"text\"]},"
                + "\"cost\":{\"input\":0.5,\"output\":2}}";
    }
}
