package dev.openllm.protocol.access;

import java.util.Optional;

/**
 * A remembered answer.
 *
 * @param consumer whom it is about
 * @param model {@code provider/model}; absent for every model
 * @param allowed whether the consumer may
 * @param answeredAt when, in ISO 8601 and UTC
 * @param permission what it is about when it is not about models
 */
public record AccessRule(
        String consumer,
        Optional<String> model,
        boolean allowed,
        String answeredAt,
        Optional<PeerPermission> permission) {}
