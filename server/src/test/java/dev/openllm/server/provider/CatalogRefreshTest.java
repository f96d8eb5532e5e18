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
        try (FakeProvider server = startServer(catalogJson(1_200))) {
            refresh(server).run();
            assertEquals(OptionalInt.of(77_000), contextTokens("gpt-5"));
            assertTrue(Files.exists(folder.resolve("models.tsv")));
        }
    }

    @Test
    void storedCatalogDataIsUsedForADayWithoutARequest() {
        try (FakeProvider server = startServer(catalogJson(1_200))) {
            refresh(server).run();
            Catalog nextStart = new Catalog();
            new CatalogRefresh(nextStart, http(), server.uri(), folder).run();
            assertEquals(1, server.requests().size());
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
        try (FakeProvider server = startServer(catalogJson(1_200))) {
            refresh(server).run();
            Files.setLastModifiedTime(
                    folder.resolve("models.tsv"), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
            refresh(server).run();
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void storedCatalogDataFromTheFutureIsFetchedAgain() throws Exception {
        try (FakeProvider server = startServer(catalogJson(1_200))) {
            refresh(server).run();
            Files.setLastModifiedTime(
                    folder.resolve("models.tsv"), FileTime.from(Instant.now().plus(Duration.ofDays(400))));
            refresh(server).run();
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void aListWithTooFewModelsIsRejected() {
        try (FakeProvider server = startServer(catalogJson(3))) {
            refresh(server).run();
            assertEquals(OptionalInt.of(400_000), contextTokens("gpt-5"));
            assertFalse(Files.exists(folder.resolve("models.tsv")));
        }
    }

    @Test
    void aResponseThatIsNotJsonChangesNothing() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always("*", request -> FakeAnswer.of(200, "text/html", "<html>"));
            refresh(server).run();
            assertEquals(OptionalInt.of(400_000), contextTokens("gpt-5"));
        }
    }

    @Test
    void aMalformedFileIsTreatedAsMissing() throws Exception {
        Files.writeString(folder.resolve("models.tsv"), "gpt-5\topenai\tgpt-5\t\tmany\n");
        try (FakeProvider server = startServer(catalogJson(3))) {
            refresh(server).run();
            assertEquals(OptionalInt.of(400_000), contextTokens("gpt-5"));
        }
    }

    @Test
    void afterDisablingTheBuiltInCatalogDataIsUsed() {
        try (FakeProvider server = startServer(catalogJson(1_200))) {
            CatalogRefresh refresh = refresh(server);
            refresh.run();
            refresh.stop();
            assertEquals(OptionalInt.of(400_000), contextTokens("gpt-5"));
        }
    }

    private OptionalInt contextTokens(String model) {
        return catalog.find(Optional.of("openai"), model).orElseThrow().model().contextTokens();
    }

    private CatalogRefresh refresh(FakeProvider server) {
        return new CatalogRefresh(catalog, http(), server.uri(), folder);
    }

    private static OutgoingHttp http() {
        return new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
    }

    private static FakeProvider startServer(String json) {
        return FakeProvider.start().always("*", request -> FakeAnswer.json(json));
    }

    /**
     * Returns a document in the format of models.dev that lists several known providers and, for a further provider,
     * the given number of models.
     */
    private static String catalogJson(int modelCount) {
        StringBuilder modelEntries = new StringBuilder();
        for (int i = 0; i < modelCount; i++) {
            modelEntries
                    .append(i == 0 ? "" : ",")
                    .append("\"m-")
                    .append(i)
                    .append("\":")
                    .append(modelJson(1_000));
        }
        return "{\"openai\":{\"models\":{\"gpt-5\":" + modelJson(77_000) + "}},\"anthropic\":{\"models\":{\"claude-x\":"
                + modelJson(2_000) + "}},\"google\":{\"models\":{\"gemini-x\":" + modelJson(2_000)
                + "}},\"many\":{\"models\":{" + modelEntries + "}}}";
    }

    private static String modelJson(int contextTokens) {
        return "{\"name\":\"A\\tmodel\",\"tool_call\":true,\"limit\":{\"context\":" + contextTokens
                + ",\"output\":500},\"modalities\":{\"input\":[\"text\",\"image\"],\"output\":[\"text\"]},"
                + "\"cost\":{\"input\":0.5,\"output\":2}}";
    }
}
