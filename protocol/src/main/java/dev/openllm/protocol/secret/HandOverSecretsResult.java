package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * Where the client finds the requested keys. The message contains none.
 *
 * @param entry the entry of the client's own secret storage, a JSON object from variable to key; delete it
 *     after reading
 * @param variables the variables in it
 */
public record HandOverSecretsResult(String entry, List<Variable> variables) {

    public HandOverSecretsResult {
        variables = Wire.list(variables);
    }

    /**
     * A key and the environment variable that programs read it from.
     *
     * @param provider the provider of the key
     * @param name the variable: {@code OPENAI_API_KEY}
     * @param place the location of the key
     */
    public record Variable(String provider, String name, String place) {}
}
