package dev.openllm.protocol.tool;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Part;
import java.util.List;

/**
 * The result of a tool call.
 *
 * @param content texts, images and files, in the form of a tool result in a chat
 * @param isError the tool failed and {@code content} says why
 */
public record CallToolResult(List<Part> content, boolean isError) {

    public CallToolResult {
        content = Wire.list(content);
    }
}
