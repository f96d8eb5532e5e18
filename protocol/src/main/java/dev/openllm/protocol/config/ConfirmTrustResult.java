package dev.openllm.protocol.config;

/**
 * The user's decision.
 *
 * @param agreed whether the current version of the file may be used
 */
public record ConfirmTrustResult(boolean agreed) {}
