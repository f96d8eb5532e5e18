package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * A user's decision to allow or deny access.
 *
 * @param consumer the extension or program that the decision applies to
 * @param model the {@code provider/model} that the decision applies to; absent if the decision applies to every model
 *     or to a permission
 * @param allowed whether access is allowed
 * @param answeredAt the time of the decision, in ISO 8601 format and UTC
 * @param permission the permission that the decision applies to; absent if the decision applies to models
 */
public record AccessRule(
        String consumer,
        Optional<String> model,
        boolean allowed,
        String answeredAt,
        Optional<PeerPermission> permission) {}
