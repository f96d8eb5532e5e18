package dev.openllm.protocol.model;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.text.MessageTemplate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A provider of models.
 *
 * @param name the configured name; the first half of a model's id
 * @param displayName the display name
 * @param dialect its API: {@code openai-chat}, {@code openai-responses}, {@code
 *     anthropic-messages}, {@code gemini}, {@code ollama-chat}
 * @param apiBase the base URL; empty for the built-in {@code echo}, and where the user must enter one
 * @param local whether it runs on this machine
 * @param configured whether it is configured, or was found running
 * @param enabled whether it is turned on
 * @param status its state
 * @param needsKey whether it requires a key
 * @param keySource the store of its key; absent if it has none
 * @param keyEnv names of the environment variables that may contain its key
 * @param modelCount the number of its available models
 * @param documentation the documentation of its API
 * @param source where it was configured: a file and line, {@code VS Code settings}, {@code found running}, {@code
 *     built in}
 * @param lastAnswerAtMs the time of its last response to a chat or model list request, in milliseconds since 1970;
 *     absent if there was none since the server started
 * @param keySourceTemplate the store of its key for translation
 */
public record ProviderInfo(
        String name,
        String displayName,
        String dialect,
        String apiBase,
        boolean local,
        boolean configured,
        boolean enabled,
        ProviderStatus status,
        boolean needsKey,
        Optional<String> keySource,
        List<String> keyEnv,
        int modelCount,
        Optional<String> documentation,
        Optional<String> source,
        OptionalLong lastAnswerAtMs,
        Optional<MessageTemplate> keySourceTemplate) {

    public ProviderInfo {
        keyEnv = Wire.list(keyEnv);
    }

    /** A provider whose key source is not translated. */
    public ProviderInfo(
            String name,
            String displayName,
            String dialect,
            String apiBase,
            boolean local,
            boolean configured,
            boolean enabled,
            ProviderStatus status,
            boolean needsKey,
            Optional<String> keySource,
            List<String> keyEnv,
            int modelCount,
            Optional<String> documentation,
            Optional<String> source,
            OptionalLong lastAnswerAtMs) {
        this(
                name,
                displayName,
                dialect,
                apiBase,
                local,
                configured,
                enabled,
                status,
                needsKey,
                keySource,
                keyEnv,
                modelCount,
                documentation,
                source,
                lastAnswerAtMs,
                Optional.empty());
    }
}
