package dev.openllm.protocol.model;

import java.util.OptionalDouble;

/**
 * US dollars per million tokens.
 *
 * @param input what is read
 * @param output what is generated
 * @param cacheRead what is read from a cache
 * @param cacheWrite what is written to a cache
 */
public record Pricing(double input, double output, OptionalDouble cacheRead, OptionalDouble cacheWrite) {}
