package dev.openllm.server.access;

import java.util.function.BooleanSupplier;

/**
 * A model that a consumer wants to use.
 *
 * @param id {@code provider/model}
 * @param provider the provider's display name
 * @param spendsKey whether one of the user's keys would be sent; evaluated only if the decision depends on it
 */
public record RequestedModel(String id, String provider, BooleanSupplier spendsKey) {}
