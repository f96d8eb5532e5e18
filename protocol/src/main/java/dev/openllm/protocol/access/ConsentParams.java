package dev.openllm.protocol.access;

/**
 * A question to the user about whether a consumer may use a model.
 *
 * @param consumer the ID of an extension, or the name of a program
 * @param model the requested model, as {@code provider/model}
 * @param provider the provider's display name
 */
public record ConsentParams(String consumer, String model, String provider) {}
