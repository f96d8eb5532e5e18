package dev.openllm.protocol.model;

import java.util.Optional;

/**
 * Which models to list.
 *
 * @param refresh ask the providers again instead of answering from what is known
 * @param provider only this provider's
 */
public record ListModelsParams(boolean refresh, Optional<String> provider) {

    public static final ListModelsParams ALL = new ListModelsParams(false, Optional.empty());
}
