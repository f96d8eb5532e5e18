package dev.openllm.server.dialect.parts;

import dev.openllm.protocol.chat.Part;
import java.util.ArrayList;
import java.util.List;

/** Converts failed tool results to text that reports the failure, for APIs that have no field for tool failures. */
public final class ToolErrors {

    private static final String ERROR_PREFIX = "Error: ";

    private ToolErrors() {}

    /** Returns the content of a tool result. If the tool failed, the content begins with {@code Error:}. */
    public static List<Part> markError(Part.ToolResult result) {
        if (!result.isError() || startsWithError(result.content())) {
            return result.content();
        }
        List<Part> marked = new ArrayList<>(result.content());
        if (!marked.isEmpty() && marked.getFirst() instanceof Part.Text(var text)) {
            marked.set(0, new Part.Text(ERROR_PREFIX + text));
        } else {
            marked.addFirst(new Part.Text(ERROR_PREFIX.strip()));
        }
        return marked;
    }

    private static boolean startsWithError(List<Part> content) {
        return !content.isEmpty()
                && content.getFirst() instanceof Part.Text(var text)
                && text.stripLeading().regionMatches(true, 0, "error", 0, "error".length());
    }
}
