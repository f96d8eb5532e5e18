package dev.openllm.protocol.tool;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ToolDefinition;
import java.util.List;

/**
 * The available editor tools.
 *
 * @param tools the definitions of the tools, which can be used in a chat request; empty if the client that started the
 *     server provides no tools
 */
public record ListToolsResult(List<ToolDefinition> tools) {

    public ListToolsResult {
        tools = Wire.list(tools);
    }
}
