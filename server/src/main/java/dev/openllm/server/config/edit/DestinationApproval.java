package dev.openllm.server.config.edit;

import java.util.List;

/** Asks the user whether a program may change where data goes. */
@FunctionalInterface
public interface DestinationApproval {

    /**
     * Returns when the user agreed to these changes.
     *
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code permission} otherwise
     */
    void require(List<DestinationChange> changes);
}
