package dev.openllm.protocol.model;

import java.util.OptionalDouble;

/**
 * Prices in US dollars per million tokens.
 *
 * @param input the price of input tokens
 * @param output the price of output tokens
 * @param cacheRead the price of input tokens read from a cache
 * @param cacheWrite the price of input tokens written to a cache
 */
public record Pricing(double input, double output, OptionalDouble cacheRead, OptionalDouble cacheWrite) {}
