package dev.openllm.server.access;

import java.util.function.BooleanSupplier;

/**
 * A model that a consumer wants to use.
 *
 * @param id {@code provider/model}
 * @param provider the provider's display name
 * @param spendsKey whether a key of the user would be sent; evaluated only if it decides
 */
public record RequestedModel(String id, String provider, BooleanSupplier spendsKey) {}
