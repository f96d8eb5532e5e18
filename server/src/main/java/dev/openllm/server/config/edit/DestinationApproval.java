package dev.openllm.server.config.edit;

import java.util.List;

/** A request for the user's permission to change where data is sent. */
@FunctionalInterface
public interface DestinationApproval {

    /**
     * Returns normally if the user permits these changes.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code permission} if the user does not permit the
     *     changes
     */
    void require(List<DestinationChange> changes);
}
