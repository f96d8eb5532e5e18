package dev.openllm.protocol.tool;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ToolDefinition;
import java.util.List;

/**
 * The available tools.
 *
 * @param tools the tools, in the form that a chat request accepts; empty if no editor with tools is connected
 */
public record ListToolsResult(List<ToolDefinition> tools) {

    public ListToolsResult {
        tools = Wire.list(tools);
    }
}
