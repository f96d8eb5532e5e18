package dev.openllm.server.access;

import dev.openllm.protocol.error.OpenLlmException;

/** Checks access before each chat request is sent, and records the usage after the chat ends. */
public interface ModelAccess {

    /** An implementation that allows everything and records nothing. */
    ModelAccess OPEN = new ModelAccess() {
        @Override
        public void require(String consumer, RequestedModel model) {}

        @Override
        public void recordUse(ModelUse use) {}
    };

    /**
     * Checks whether the consumer may use the model. Asks the user if there is no decision yet, and returns normally if
     * access is allowed.
     *
     * @param consumer the ID of an extension, or the name of another program
     * @throws OpenLlmException of kind {@code permission} if access is not allowed, or of kind {@code quota} if the
     *     consumer's daily limit has been reached
     */
    void require(String consumer, RequestedModel model);

    /**
     * Records a chat after it has ended, regardless of how it ended. Returns immediately and never throws an exception.
     */
    void recordUse(ModelUse use);
}
