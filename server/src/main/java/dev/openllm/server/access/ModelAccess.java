package dev.openllm.server.access;

import dev.openllm.protocol.error.OpenLlmException;

/** Checks a chat before it is sent, and records it after it ends. */
public interface ModelAccess {

    /** Allows everything and records nothing. */
    ModelAccess OPEN = new ModelAccess() {
        @Override
        public void require(String consumer, RequestedModel model) {}

        @Override
        public void ended(ModelUse use) {}
    };

    /**
     * Returns if the consumer may use the model. May ask the user first.
     *
     * @param consumer an extension's ID, or the name of a program
     * @throws OpenLlmException of kind {@code permission} if access is not allowed, or of kind {@code quota} if the
     *     consumer's daily limit is reached
     */
    void require(String consumer, RequestedModel model);

    /** Records a chat after it ended, regardless of how it ended. Returns immediately and never fails. */
    void ended(ModelUse use);
}
