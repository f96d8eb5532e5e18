package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * Keys that the person asked to have in their own hands.
 *
 * @param providers the configured names of the providers
 */
public record HandOverSecretsParams(List<String> providers) {

    public HandOverSecretsParams {
        providers = Wire.list(providers);
    }
}
