package dev.openllm.protocol.model;

import java.util.Optional;

/**
 * Options for listing models.
 *
 * @param refresh whether to request new lists from the providers instead of using cached lists
 * @param provider the configured name of the provider whose models are listed; all providers if absent
 * @param hidden whether to also list models that the configuration excludes
 */
public record ListModelsParams(boolean refresh, Optional<String> provider, boolean hidden) {

    public static final ListModelsParams ALL = new ListModelsParams(false, Optional.empty(), false);

    public ListModelsParams(boolean refresh, Optional<String> provider) {
        this(refresh, provider, false);
    }
}
