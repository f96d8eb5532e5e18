package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * An access decision of the user.
 *
 * @param consumer the consumer it applies to
 * @param model {@code provider/model}; absent if it applies to every model
 * @param allowed whether access is allowed
 * @param answeredAt the time of the decision, in ISO 8601 and UTC
 * @param permission the permission it applies to, if it is not about models
 */
public record AccessRule(
        String consumer,
        Optional<String> model,
        boolean allowed,
        String answeredAt,
        Optional<PeerPermission> permission) {}
