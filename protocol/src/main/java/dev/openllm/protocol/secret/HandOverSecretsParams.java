package dev.openllm.protocol.secret;

import dev.openllm.protocol.Wire;
import java.util.List;

/**
 * The providers whose API keys the user requested.
 *
 * @param providers the configured names of the providers
 */
public record HandOverSecretsParams(List<String> providers) {

    public HandOverSecretsParams {
        providers = Wire.list(providers);
    }
}
