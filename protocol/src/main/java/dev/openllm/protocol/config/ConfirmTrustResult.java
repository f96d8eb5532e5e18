package dev.openllm.protocol.config;

/**
 * The user's decision about a changed configuration file.
 *
 * @param agreed whether the current content of the file may be used
 */
public record ConfirmTrustResult(boolean agreed) {}
