package dev.openllm.server.access;

import java.util.function.BooleanSupplier;

/**
 * A model that a consumer requests to use.
 *
 * @param id the model, as {@code provider/model}
 * @param provider the provider's display name
 * @param spendsKey whether one of the user's API keys would be sent; evaluated only if the decision depends on it
 */
public record RequestedModel(String id, String provider, BooleanSupplier spendsKey) {}
