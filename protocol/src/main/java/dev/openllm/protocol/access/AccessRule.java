package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * An access decision of the user.
 *
 * @param consumer the consumer that the decision applies to
 * @param model the {@code provider/model} that the decision applies to; absent if it applies to every model
 * @param allowed whether access is allowed
 * @param answeredAt the time of the decision, in ISO 8601 and UTC
 * @param permission the permission that the decision applies to, unless it is about models
 */
public record AccessRule(
        String consumer,
        Optional<String> model,
        boolean allowed,
        String answeredAt,
        Optional<PeerPermission> permission) {}
