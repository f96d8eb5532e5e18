package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.tools.PreparedTools;
import dev.openllm.server.dialect.ChatCall;
import java.util.List;

/**
 * A call that the model's dialect can encode, together with the mappings that convert the response back to the caller's
 * names.
 *
 * @param call the call to encode
 * @param toolNames the mapping from tool names in the response to the caller's tool names
 * @param tools the prepared tools, which map argument names in tool calls to the caller's argument names
 * @param warnings the warnings that inform the user about omitted parts of the request
 */
record PreparedCall(ChatCall call, ToolNames toolNames, PreparedTools tools, List<UserText> warnings) {

    PreparedCall {
        warnings = List.copyOf(warnings);
    }

    /** Converts the tool and argument names in an event of the response to the caller's names. */
    ChatEvent toCaller(ChatEvent event) {
        return tools.toCaller(toolNames.toCaller(event));
    }

    /** Returns the caller's names for the tools in the call, in the order in which the tools are sent. */
    List<String> callerToolNames() {
        return call.tools().stream()
                .map(tool -> toolNames.toCaller(tool.name()))
                .toList();
    }
}
