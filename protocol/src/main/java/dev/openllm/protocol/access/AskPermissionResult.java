package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * The user's decision.
 *
 * @param allowed absent when the user did not decide: the request is refused, and the next one asks again
 */
public record AskPermissionResult(Optional<Boolean> allowed) {}
