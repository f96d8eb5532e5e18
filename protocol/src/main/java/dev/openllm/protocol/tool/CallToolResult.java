package dev.openllm.protocol.tool;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Part;
import java.util.List;

/**
 * What a tool answered.
 *
 * @param content texts, images and files, as a tool's result in a chat takes them
 * @param isError the tool failed and {@code content} says why
 */
public record CallToolResult(List<Part> content, boolean isError) {

    public CallToolResult {
        content = Wire.list(content);
    }
}
