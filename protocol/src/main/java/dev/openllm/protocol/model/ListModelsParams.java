package dev.openllm.protocol.model;

import java.util.Optional;

/**
 * Which models to list.
 *
 * @param refresh ask the providers again instead of answering from what is known
 * @param provider only this provider's
 * @param hidden also those that the provider lists and the configuration leaves out
 */
public record ListModelsParams(boolean refresh, Optional<String> provider, boolean hidden) {

    public static final ListModelsParams ALL = new ListModelsParams(false, Optional.empty(), false);

    public ListModelsParams(boolean refresh, Optional<String> provider) {
        this(refresh, provider, false);
    }
}
