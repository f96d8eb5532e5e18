package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * The user's decision about a permission.
 *
 * @param allowed whether the user granted the permission; absent if the user did not decide, in which case the
 *     program's request is refused, and the user is asked again on the next request
 */
public record AskPermissionResult(Optional<Boolean> allowed) {}
