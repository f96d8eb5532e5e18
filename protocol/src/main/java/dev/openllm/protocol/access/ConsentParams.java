package dev.openllm.protocol.access;

/**
 * A consumer's first request for a model.
 *
 * @param consumer the ID of an extension, or the name of a program
 * @param model the requested {@code provider/model}
 * @param provider the provider's display name
 */
public record ConsentParams(String consumer, String model, String provider) {}
