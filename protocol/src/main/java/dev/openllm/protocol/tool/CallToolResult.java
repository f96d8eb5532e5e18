package dev.openllm.protocol.tool;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Part;
import java.util.List;

/**
 * The result of a tool call.
 *
 * @param content the result as text, images, and files, in the same form as in a chat
 * @param isError whether the tool failed; if so, {@code content} describes why
 */
public record CallToolResult(List<Part> content, boolean isError) {

    public CallToolResult {
        content = Wire.list(content);
    }
}
