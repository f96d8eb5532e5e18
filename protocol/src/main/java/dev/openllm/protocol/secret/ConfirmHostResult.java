package dev.openllm.protocol.secret;

/**
 * What the person said.
 *
 * @param agreed the key may go there
 */
public record ConfirmHostResult(boolean agreed) {}
