package dev.openllm.protocol.secret;

/**
 * The user's decision about sending an API key to a host.
 *
 * @param agreed whether the key may be sent to the origin
 */
public record ConfirmHostResult(boolean agreed) {}
