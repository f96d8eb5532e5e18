package dev.openllm.protocol.config;

/**
 * The user's decision.
 *
 * @param agreed whether the file may be used as it is now
 */
public record ConfirmTrustResult(boolean agreed) {}
