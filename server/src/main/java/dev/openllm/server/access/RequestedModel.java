package dev.openllm.server.access;

import java.util.function.BooleanSupplier;

/**
 * A model that a consumer wants to use.
 *
 * @param id {@code provider/model}
 * @param provider the provider's name for the user
 * @param spendsKey whether a key of the user is shown to the provider; looked up only where it decides
 */
public record RequestedModel(String id, String provider, BooleanSupplier spendsKey) {}
