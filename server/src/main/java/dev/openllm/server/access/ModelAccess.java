package dev.openllm.server.access;

import dev.openllm.protocol.error.OpenLlmException;

/** What a chat tells before it is sent and after its end. */
public interface ModelAccess {

    /** Everybody may use everything, and nothing is recorded. */
    ModelAccess OPEN = new ModelAccess() {
        @Override
        public void require(String consumer, RequestedModel model) {}

        @Override
        public void ended(ModelUse use) {}
    };

    /**
     * Returns when the consumer may use the model now; may ask the user first.
     *
     * @param consumer who asks: an extension's id, or the name of a program
     * @throws OpenLlmException of kind {@code permission} when it may not, of kind {@code quota} when it used up its
     *     day
     */
    void require(String consumer, RequestedModel model);

    /** Takes note of a chat that is over, however it ended. Returns at once and does not fail. */
    void ended(ModelUse use);
}
