package dev.openllm.protocol.tool;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ToolDefinition;
import java.util.List;

/**
 * The tools that can be called.
 *
 * @param tools as a chat takes them; empty when no editor with tools is there
 */
public record ListToolsResult(List<ToolDefinition> tools) {

    public ListToolsResult {
        tools = Wire.list(tools);
    }
}
