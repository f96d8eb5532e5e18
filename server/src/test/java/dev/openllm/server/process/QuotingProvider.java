package dev.openllm.server.process;

import dev.openllm.protocol.Wire;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.FakeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Simulates a provider in each dialect that quotes the API key and all headers in its errors, as some providers do. A
 * request for the model {@code m} is refused immediately; a request for the model {@code late} fails with an error
 * inside the stream.
 */
final class QuotingProvider implements AutoCloseable {

    /** The name of the provider whose API key is in the environment variable {@link #ENVIRONMENT_VARIABLE}. */
    static final String ENVIRONMENT_PROVIDER = "env";

    static final String ENVIRONMENT_VARIABLE = "ENV_API_KEY";
    /** The name of the provider whose API key a test stores through the product. */
    static final String STORED_PROVIDER = "stored";

    static final List<String> MODELS = List.of("m", "late");

    private static final List<String> DIALECTS =
            List.of("openai-chat", "openai-responses", "anthropic-messages", "gemini", "ollama-chat");

    private final FakeProvider provider = FakeProvider.start().always("*", QuotingProvider::quoteRequest);

    /**
     * Writes a configuration that contains the provider in all dialects, with an API key in {@code .env} for each
     * dialect.
     */
    void configure(Path home) throws IOException {
        StringBuilder yaml = new StringBuilder("providers:\n");
        StringBuilder keys = new StringBuilder();
        for (String dialect : DIALECTS) {
            yaml.append(providerEntry(providerName(dialect), dialect));
            keys.append("# for %s\n%s_API_KEY=%s\n"
                    .formatted(
                            provider.uri(),
                            providerName(dialect).toUpperCase(Locale.ROOT),
                            key(providerName(dialect))));
        }
        yaml.append(providerEntry(ENVIRONMENT_PROVIDER, "openai-chat"))
                .append(providerEntry(STORED_PROVIDER, "openai-chat"));
        Path folder = Files.createDirectories(home.resolve("config/openllm"));
        Files.writeString(folder.resolve("config.yaml"), yaml);
        Files.writeString(folder.resolve(".env"), keys);
    }

    private String providerEntry(String name, String dialect) {
        return "  - {name: %s, dialect: %s, api_base: '%s', models: [%s]}\n"
                .formatted(name, dialect, provider.uri() + "/" + name, String.join(", ", MODELS));
    }

    private static String providerName(String dialect) {
        return dialect.replace('-', '_');
    }

    /** Returns the provider names whose API keys are in {@code .env}, one for each dialect. */
    static List<String> dotenvProviders() {
        return DIALECTS.stream().map(QuotingProvider::providerName).toList();
    }

    /** Returns the provider names whose API keys are in {@code .env}, and the given other names. */
    static List<String> dotenvProvidersAnd(String... others) {
        return Stream.concat(dotenvProviders().stream(), Stream.of(others)).toList();
    }

    /** Returns the API key of the provider with this name. */
    static String key(String name) {
        return Canaries.MARK + name + "-4711";
    }

    /** Returns those of the given provider names whose API key was never sent. */
    List<String> withoutSentKey(List<String> names) {
        String sent = provider.requests().stream()
                .map(request -> request.headers() + request.query())
                .toList()
                .toString();
        List<String> remaining = new ArrayList<>(names);
        remaining.removeIf(name -> sent.contains(key(name)));
        return remaining;
    }

    @Override
    public void close() {
        provider.close();
    }

    private static FakeAnswer quoteRequest(FakeRequest request) {
        String message = "Incorrect API key provided: " + request.headers() + " " + request.query();
        String body = new String(request.body(), StandardCharsets.UTF_8);
        if (!request.path().contains("late") && !body.contains("\"late\"")) {
            return FakeAnswer.error(401, errorJson("authentication_error", message));
        }
        return request.path().endsWith("/api/chat")
                ? FakeAnswer.ndjson(
                        Wire.JSON.createObjectNode().put("error", message).toString())
                : FakeAnswer.sse(errorJson("error", message));
    }

    /** Returns an error that the readers of all dialects except Ollama recognize, both as a body and as an event. */
    private static String errorJson(String type, String message) {
        return Wire.JSON
                .createObjectNode()
                .put("type", type)
                .put("message", message)
                .set(
                        "error",
                        Wire.JSON
                                .createObjectNode()
                                .put("type", "authentication_error")
                                .put("code", "bad_key")
                                .put("message", message))
                .toString();
    }
}
