package dev.openllm.server.chat;

import dev.openllm.server.dialect.ChatCall;
import java.util.List;

/**
 * A call that can be encoded.
 *
 * @param toolNames brings the tools' names in the answer back to the caller's
 * @param warnings what was left out of the caller's request, for a person
 */
record PreparedCall(ChatCall call, ToolNames toolNames, List<String> warnings) {

    PreparedCall {
        warnings = List.copyOf(warnings);
    }
}
