package dev.openllm.server.gateway.api;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.util.Optional;

/**
 * Rejects tool calls whose arguments are not a JSON object, for APIs that cannot represent such arguments. Clients must
 * not run such calls.
 */
public final class UnusableCalls {

    private UnusableCalls() {}

    /**
     * Rejects the call, unless the response was truncated at its length limit. In that case, the finish reason already
     * indicates that the call is incomplete.
     *
     * @throws OpenLlmException of kind {@code bad_response} if the call is rejected
     */
    public static void reject(Optional<ChatEvent.InvalidToolCall> invalid, ChatResult result) {
        if (invalid.isPresent() && result.finishReason() != FinishReason.LENGTH) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    "The model called " + invalid.get().name() + " with arguments that are not a JSON object.",
                    "Ask again.");
        }
    }
}
