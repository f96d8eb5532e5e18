package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Tracks the parts of tool call arguments that are sent to a client before the calls are complete. Used by only one
 * thread at a time.
 */
public final class StreamedArguments {

    private record Call(int index, StringBuilder sent) {}

    private final Map<String, Call> calls = new HashMap<>();

    public boolean isOpen(String callId) {
        return calls.containsKey(callId);
    }

    /** Begins to track the arguments of a call. @param index the index of the call within the response */
    public void open(String callId, int index) {
        calls.put(callId, new Call(index, new StringBuilder()));
    }

    public int index(String callId) {
        return calls.get(callId).index();
    }

    public void add(String callId, String fragment) {
        calls.get(callId).sent().append(fragment);
    }

    /**
     * Returns the part of a complete call's arguments that has not been sent yet.
     *
     * @throws OpenLlmException of kind {@code bad_response} if the part that was sent does not match the arguments
     */
    public String remaining(ChatEvent.ToolCall call) {
        String sent = calls.get(call.id()).sent().toString();
        for (String ending : new String[] {"", "}", sent.isBlank() ? "{}" : ""}) {
            if (call.arguments().equals(parse(sent + ending))) {
                return ending;
            }
        }
        String complete = call.arguments().toString();
        if (complete.startsWith(sent)) {
            return complete.substring(sent.length());
        }
        throw new OpenLlmException(
                ErrorKind.BAD_RESPONSE, "The model changed the arguments of " + call.name() + " while sending them.");
    }

    /**
     * Returns the part of a call's arguments that has not been sent yet. Used for calls whose arguments are not a JSON
     * object.
     */
    public String remaining(ChatEvent.InvalidToolCall call) {
        String sent = calls.get(call.id()).sent().toString();
        return call.rawArguments().startsWith(sent) ? call.rawArguments().substring(sent.length()) : "";
    }

    private static ObjectNode parse(String json) {
        try {
            return Wire.JSON.readTree(json) instanceof ObjectNode object ? object : null;
        } catch (IOException incomplete) {
            return null;
        }
    }
}
