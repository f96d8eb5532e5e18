package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * What the person said.
 *
 * @param allowed absent when the person said nothing: the request is refused, and the next one asks again
 */
public record AskPermissionResult(Optional<Boolean> allowed) {}
