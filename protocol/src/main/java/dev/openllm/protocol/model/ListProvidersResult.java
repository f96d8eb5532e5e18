package dev.openllm.protocol.model;

import dev.openllm.protocol.Wire;
import java.util.List;

/** The listed providers, starting with the configured ones. */
public record ListProvidersResult(List<ProviderInfo> providers) {

    public ListProvidersResult {
        providers = Wire.list(providers);
    }
}
