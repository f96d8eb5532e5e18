package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * Where the client finds the keys it asked for. The message holds none.
 *
 * @param entry the entry of the client's own secret storage, a JSON object from variable to key, to be taken out at
 *     once
 * @param variables what is in it
 */
public record HandOverSecretsResult(String entry, List<Variable> variables) {

    public HandOverSecretsResult {
        variables = Wire.list(variables);
    }

    /**
     * A key by the environment variable that programs read it from.
     *
     * @param provider whose key
     * @param name of the variable: {@code OPENAI_API_KEY}
     * @param place where the key is
     */
    public record Variable(String provider, String name, String place) {}
}
