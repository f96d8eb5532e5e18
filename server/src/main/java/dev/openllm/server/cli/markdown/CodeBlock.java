package dev.openllm.server.cli.markdown;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts the code from a Markdown response. */
public final class CodeBlock {

    private static final Pattern FENCE = Pattern.compile("^( {0,3})(`{3,}|~{3,})[^`\\n]*$");

    private CodeBlock() {}

    /**
     * Returns the content of the first fenced code block, or an empty result if the response contains none. A block
     * that is not closed extends to the end of the response.
     */
    public static Optional<String> first(String markdown) {
        StringBuilder code = new StringBuilder();
        String fence = "";
        for (String line : markdown.split("\\R", -1)) {
            if (fence.isEmpty()) {
                Matcher opening = FENCE.matcher(line);
                fence = opening.matches() ? opening.group(2) : "";
            } else if (closes(line.strip(), fence)) {
                return Optional.of(code.toString());
            } else {
                code.append(line).append('\n');
            }
        }
        return fence.isEmpty() ? Optional.empty() : Optional.of(code.toString());
    }

    private static boolean closes(String line, String fence) {
        return line.startsWith(fence) && line.replace(fence.substring(0, 1), "").isEmpty();
    }
}
