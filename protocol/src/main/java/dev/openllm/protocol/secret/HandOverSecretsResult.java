package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * Where the client finds the requested keys. The message itself contains no keys.
 *
 * @param entry the name of an entry in the client's own secret storage that contains a JSON object from variables to
 *     keys; the client must delete the entry after reading it
 * @param variables the environment variables in the entry
 */
public record HandOverSecretsResult(String entry, List<Variable> variables) {

    public HandOverSecretsResult {
        variables = Wire.list(variables);
    }

    /**
     * A key and the environment variable from which programs read it.
     *
     * @param provider the provider of the key
     * @param name the name of the variable: {@code OPENAI_API_KEY}
     * @param place the location of the key
     */
    public record Variable(String provider, String name, String place) {}
}
