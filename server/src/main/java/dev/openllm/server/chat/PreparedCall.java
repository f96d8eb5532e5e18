package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.tools.PreparedTools;
import dev.openllm.server.dialect.ChatCall;
import java.util.List;

/**
 * A call that can be encoded.
 *
 * @param toolNames maps tool names in the response back to the caller's
 * @param tools maps argument names in tool calls back to the caller's
 * @param warnings what was omitted of the caller's request, for the user
 */
record PreparedCall(ChatCall call, ToolNames toolNames, PreparedTools tools, List<UserText> warnings) {

    PreparedCall {
        warnings = List.copyOf(warnings);
    }

    /** An event of the response, with the caller's names. */
    ChatEvent back(ChatEvent event) {
        return tools.back(toolNames.back(event));
    }

    /** The names of the tools that were sent, in order, as the caller knows them. */
    List<String> namesOfTools() {
        return call.tools().stream().map(tool -> toolNames.back(tool.name())).toList();
    }
}
