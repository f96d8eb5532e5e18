package dev.openllm.protocol.config;

/**
 * What the user said.
 *
 * @param agreed whether the file may be used as it is now
 */
public record ConfirmTrustResult(boolean agreed) {}
