package dev.openllm.protocol.model;

import java.util.Optional;

/**
 * Which models to list.
 *
 * @param refresh request new lists from the providers instead of using cached ones
 * @param provider only this provider's
 * @param hidden also models that the configuration excludes
 */
public record ListModelsParams(boolean refresh, Optional<String> provider, boolean hidden) {

    public static final ListModelsParams ALL = new ListModelsParams(false, Optional.empty(), false);

    public ListModelsParams(boolean refresh, Optional<String> provider) {
        this(refresh, provider, false);
    }
}
