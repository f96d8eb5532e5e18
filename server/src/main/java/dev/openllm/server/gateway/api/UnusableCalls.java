package dev.openllm.server.gateway.api;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.util.Optional;

/** Calls whose arguments are not a JSON object, in APIs that cannot express them: they must not be executed. */
public final class UnusableCalls {

    private UnusableCalls() {}

    /**
     * A response that was truncated at its limit reports that itself.
     *
     * @throws OpenLlmException of kind {@code bad_response}
     */
    public static void refuse(Optional<ChatEvent.InvalidToolCall> invalid, ChatResult result) {
        if (invalid.isPresent() && result.finishReason() != FinishReason.LENGTH) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    "The model called " + invalid.get().name() + " with arguments that are not a JSON object.",
                    "Ask again.");
        }
    }
}
