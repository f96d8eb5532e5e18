package dev.openllm.protocol.secret;

import dev.openllm.protocol.error.ErrorInfo;
import java.util.Optional;

/**
 * What a provider said of its key.
 *
 * @param provider the configured name of the provider
 * @param place where the key is; absent when there is none, which some providers do not mind
 * @param model {@code provider/model} that was asked; absent when the provider refused before, or has none
 * @param error why the provider does not answer with this key; absent when it does
 */
public record TestSecretResult(
        String provider, Optional<String> place, Optional<String> model, Optional<ErrorInfo> error) {}
