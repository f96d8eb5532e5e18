package dev.openllm.protocol.access;

/**
 * The first request of a consumer for a model.
 *
 * @param consumer the id of an extension, or the name of a program
 * @param model {@code provider/model}
 * @param provider the provider's display name
 */
public record ConsentParams(String consumer, String model, String provider) {}
