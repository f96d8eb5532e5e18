package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import dev.openllm.server.fuzz.FuzzTarget;
import dev.openllm.server.secret.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Fuzzes the response reader of a dialect, with streamed responses, unstreamed responses, and errors. */
public final class ResponseFuzz implements FuzzTarget {

    /** Longer recordings take too long to be read thousands of times. */
    private static final int MAX_SEED_BYTES = 6_000;

    private static final int MAX_SEEDS = 60;
    private static final int MAX_MESSAGE_LENGTH = 2_000;

    private final Dialect dialect;

    private ResponseFuzz(Dialect dialect) {
        this.dialect = dialect;
    }

    public static List<FuzzTarget> ofEachDialect() {
        return Stream.of(
                        new OpenAiChatDialect(),
                        new OpenAiResponsesDialect(),
                        new AnthropicDialect(),
                        new GeminiDialect(),
                        new OllamaDialect())
                .<FuzzTarget>map(ResponseFuzz::new)
                .toList();
    }

    @Override
    public String name() {
        return "responses-" + dialect.name();
    }

    @Override
    public List<byte[]> seeds() throws Exception {
        List<byte[]> seeds = new ArrayList<>(recordedBodies());
        Path examples = Path.of(FuzzTarget.class.getResource("seeds/" + name()).toURI());
        try (Stream<Path> files = Files.list(examples)) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        return seeds;
    }

    /** Returns the recorded responses of providers, if the recordings are available. */
    private List<byte[]> recordedBodies() {
        try {
            List<byte[]> bodies = WireCases.of(dialect.name()).stream()
                    .map(WireCases.Case::body)
                    .filter(body -> body.length < MAX_SEED_BYTES)
                    .toList();
            int step = Math.max(1, bodies.size() / MAX_SEEDS);
            return Stream.iterate(0, i -> i < bodies.size(), i -> i + step)
                    .map(bodies::get)
                    .toList();
        } catch (TestAbortedException skipped) {
            return List.of();
        }
    }

    @Override
    public void run(byte[] input) {
        for (boolean stream : List.of(true, false)) {
            ChatCall call = WireExpectation.call("provider", "some-model", stream, Quirks.NONE);
            Delivered delivered = Delivered.read(dialect, call, input);
            delivered.error().ifPresent(ResponseFuzz::assertReadable);
            assertTrue(delivered.outcome().isPresent() != delivered.error().isPresent(), "one or the other");
            delivered.events().forEach(this::assertSerializable);
        }
        for (int status : List.of(400, 429, 500)) {
            String text = new String(input, StandardCharsets.UTF_8);
            assertReadable(dialect.readError(status, Map.of("content-type", "application/json"), text));
        }
    }

    private void assertSerializable(ChatEvent event) {
        try {
            byte[] json = Wire.JSON.writeValueAsBytes(event);
            assertEquals(event, Wire.JSON.readValue(json, ChatEvent.class));
        } catch (IOException failure) {
            throw new AssertionError("cannot be sent: " + event, failure);
        }
    }

    /** Converts the error to text as the product does. */
    private static void assertReadable(ErrorInfo error) {
        assertFalse(error.message().isBlank(), "an error has a message");
        ErrorInfo redacted = Redaction.redact(error);
        assertTrue(
                redacted.message().length() <= MAX_MESSAGE_LENGTH + 1,
                () -> "a message is short: " + redacted.message());
        try {
            assertEquals(redacted, Wire.JSON.readValue(Wire.JSON.writeValueAsBytes(redacted), ErrorInfo.class));
        } catch (IOException failure) {
            throw new AssertionError("cannot be sent: " + redacted, failure);
        }
    }
}
