package dev.openllm.server.access;

import dev.openllm.protocol.error.OpenLlmException;

/** Checks a chat before it is sent and records it after its end. */
public interface ModelAccess {

    /** Allows everything and records nothing. */
    ModelAccess OPEN = new ModelAccess() {
        @Override
        public void require(String consumer, RequestedModel model) {}

        @Override
        public void ended(ModelUse use) {}
    };

    /**
     * Returns when the consumer may use the model; may ask the user first.
     *
     * @param consumer an extension's id, or the name of a program
     * @throws OpenLlmException of kind {@code permission} when it may not, of kind {@code quota} when its daily limit
     *     is reached
     */
    void require(String consumer, RequestedModel model);

    /** Records a chat after it ended, in whatever way. Returns at once and does not fail. */
    void ended(ModelUse use);
}
