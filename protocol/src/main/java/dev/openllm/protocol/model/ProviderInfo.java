package dev.openllm.protocol.model;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service that answers for models.
 *
 * @param name the configured name; the first half of a model's id
 * @param displayName for a person
 * @param dialect how it is spoken to: {@code openai-chat}, {@code openai-responses}, {@code
 *     anthropic-messages}, {@code gemini}, {@code ollama-chat}
 * @param apiBase the base URL; empty for the built-in {@code echo}, and where the person must give one
 * @param local it runs on this machine
 * @param configured it is in use, by configuration or because it was found running
 * @param enabled it is not switched off
 * @param status how it is
 * @param needsKey it does not answer without a key
 * @param keySource which store its key comes from; absent when there is none
 * @param keyEnv names of the environment variables that may hold its key
 * @param modelCount how many of its models can be asked
 * @param documentation a page about its API
 * @param source where it was configured: a file and line, {@code VS Code settings}, {@code found running}, {@code
 *     built in}
 * @param lastAnswerAtMs when it last answered a chat, or said what models it has, in milliseconds since 1970; absent
 *     when it has not since the server started
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
        OptionalLong lastAnswerAtMs) {

    public ProviderInfo {
        keyEnv = Wire.list(keyEnv);
    }
}
