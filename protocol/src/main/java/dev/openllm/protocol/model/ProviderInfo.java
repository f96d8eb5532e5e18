package dev.openllm.protocol.model;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.text.MessageTemplate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A provider of models.
 *
 * @param name the configured name, which is the first part of the IDs of the provider's models
 * @param displayName the display name
 * @param dialect the dialect of the provider's API: {@code openai-chat}, {@code openai-responses}, {@code
 *     anthropic-messages}, {@code gemini}, or {@code ollama-chat}
 * @param apiBase the base URL; empty for the built-in provider {@code echo} and for providers whose base URL the user
 *     must enter
 * @param local whether the provider runs on this machine
 * @param configured whether the provider is configured or was detected
 * @param enabled whether the provider is turned on
 * @param status the state of the provider
 * @param needsKey whether the provider requires an API key
 * @param keySource the location of the key, for the user; absent if there is no key
 * @param keyEnv the names of the environment variables that can contain the key
 * @param modelCount the number of available models
 * @param documentation the URL of the documentation of the provider's API
 * @param source where the provider was configured, such as a file and line, {@code VS Code settings}, {@code found
 *     running}, or {@code built in}
 * @param lastAnswerAtMs the time of the last response to a chat or model list request, in milliseconds since the Unix
 *     epoch; absent if there was no response since the server started
 * @param keySourceTemplate the template of {@code keySource}, for translation
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

    /** Creates a provider whose {@code keySource} is not translated. */
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
