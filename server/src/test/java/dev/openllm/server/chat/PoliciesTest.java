package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.access.ModelAccess;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests that the settings under {@code policies} apply to actual requests, with the values at the start of each
 * request.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class PoliciesTest {

    private static final FakeAnswer UNAVAILABLE =
            FakeAnswer.error(503, "{\"error\":\"down\"}").withHeader("Retry-After", "0");

    private final FakeProvider provider = FakeProvider.start();
    private final Map<String, String> settings = new HashMap<>();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void unsetPoliciesHaveTheDefaultValues() {
        assertEquals(Policies.DEFAULT, Policies.of(Map.of()));
    }

    @Test
    void theDefaultsMatchTheSchema() {
        Shape.Group policies =
                (Shape.Group) ConfigSchema.ROOT.field("policies").orElseThrow().shape();
        policies.fields()
                .forEach(field ->
                        field.defaultValue().ifPresent(value -> settings.put("policies." + field.name(), value)));

        assertEquals(4, settings.size());
        assertEquals(Policies.DEFAULT, Policies.of(settings));
    }

    @Test
    void noRetriesMeansOneAttempt() {
        settings.put("policies.retries", "0");
        provider.respond(UNAVAILABLE, UNAVAILABLE);

        assertEquals(ErrorKind.OVERLOADED, expectError().kind());
        assertEquals(1, provider.requests().size());
    }

    @Test
    void moreRetriesAreMadeIfConfigured() {
        settings.put("policies.retries", "4");
        provider.respond(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);

        expectError();

        assertEquals(5, provider.requests().size());
    }

    @Test
    void aChangeAppliesToTheNextRequest() {
        ChatPipeline pipeline = pipeline(provider.uri());
        settings.put("policies.retries", "0");
        provider.respond(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
        expectError(pipeline);
        settings.put("policies.retries", "1");

        expectError(pipeline);

        assertEquals(3, provider.requests().size());
    }

    @Test
    void aResponseThatDoesNotStartInTimeIsCanceled() throws IOException {
        ErrorInfo error;
        settings.put("policies.firstByteSeconds", "1");
        settings.put("policies.retries", "0");
        try (ServerSocket silentServer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("http://127.0.0.1:" + silentServer.getLocalPort());

            error = expectError(pipeline(address));
        }
        assertEquals(ErrorKind.TIMEOUT, error.kind());
        assertTrue(error.message().contains("1 s"), error.message());
    }

    @Test
    void aSilentResponseIsCanceled() {
        settings.put("policies.silenceSeconds", "1");
        settings.put("policies.retries", "0");
        provider.respond(
                FakeAnswer.ndjson("{\"message\":{\"content\":\"wait\"}}").withStep(new FakeAnswer.Step.Hang()));

        ErrorInfo error = expectError();

        assertEquals(ErrorKind.TIMEOUT, error.kind());
        assertTrue(error.message().contains("1 s"), error.message());
    }

    @Test
    void anExcessiveTimeoutIsLimitedToOneHour() {
        assertEquals(
                Duration.ofHours(1),
                Policies.of(Map.of("policies.firstByteSeconds", "999_999_999"))
                        .limits()
                        .firstByte());
    }

    private ErrorInfo expectError() {
        return expectError(pipeline(provider.uri()));
    }

    private ChatPipeline pipeline(URI address) {
        return new ChatPipeline(
                new FewProviders(TestModels.remote(
                        TestModels.info("local/m"), new OllamaDialect(), address, ModelConfig.of("m"))),
                ChatFixture.HTTP,
                ModelAccess.OPEN,
                () -> Policies.of(settings));
    }

    private static ErrorInfo expectError(ChatPipeline pipeline) {
        return assertThrows(
                        OpenLlmException.class,
                        () -> pipeline.chat(ChatFixture.params("local/m", Message.user("Hi")), event -> {}))
                .info();
    }
}
