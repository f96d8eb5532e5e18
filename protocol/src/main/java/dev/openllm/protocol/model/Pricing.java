package dev.openllm.protocol.model;

import java.util.OptionalDouble;

/**
 * US dollars per million tokens.
 *
 * @param input input tokens
 * @param output output tokens
 * @param cacheRead input tokens read from a cache
 * @param cacheWrite input tokens written to a cache
 */
public record Pricing(double input, double output, OptionalDouble cacheRead, OptionalDouble cacheWrite) {}
