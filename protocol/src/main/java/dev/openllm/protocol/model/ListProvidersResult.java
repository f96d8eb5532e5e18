package dev.openllm.protocol.model;

import dev.openllm.protocol.Wire;
import java.util.List;

/** The providers, configured providers first. */
public record ListProvidersResult(List<ProviderInfo> providers) {

    public ListProvidersResult {
        providers = Wire.list(providers);
    }
}
