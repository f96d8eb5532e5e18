package dev.openllm.protocol.access;

/**
 * A consumer that wants to use a model for the first time.
 *
 * @param consumer who asks: an extension's id, or the name of a program
 * @param model {@code provider/model}
 * @param provider the provider's name for a person
 */
public record ConsentParams(String consumer, String model, String provider) {}
