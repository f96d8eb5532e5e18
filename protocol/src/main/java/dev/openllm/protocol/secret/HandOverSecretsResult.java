package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The location of the requested API keys in the client's secret storage. The message itself contains no keys.
 *
 * @param entry the name of an entry in the client's own secret storage; the entry contains a JSON object that maps
 *     environment variables to keys, and the client must delete the entry after reading it
 * @param variables the environment variables in the entry
 */
public record HandOverSecretsResult(String entry, List<Variable> variables) {

    public HandOverSecretsResult {
        variables = Wire.list(variables);
    }

    /**
     * An API key and the environment variable from which programs read the key.
     *
     * @param provider the configured name of the provider
     * @param name the name of the variable, such as {@code OPENAI_API_KEY}
     * @param place the location of the key, for the user
     */
    public record Variable(String provider, String name, String place) {}
}
