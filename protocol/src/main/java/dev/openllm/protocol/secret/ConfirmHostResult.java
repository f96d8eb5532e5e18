package dev.openllm.protocol.secret;

/**
 * The user's decision.
 *
 * @param agreed whether the key may be sent to the origin
 */
public record ConfirmHostResult(boolean agreed) {}
