package dev.openllm.protocol.secret;

/**
 * The user's decision.
 *
 * @param agreed whether the key may be sent there
 */
public record ConfirmHostResult(boolean agreed) {}
