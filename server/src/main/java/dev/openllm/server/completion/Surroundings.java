package dev.openllm.server.completion;

import java.util.Locale;
import java.util.Optional;

/**
 * The part of a document around the cursor. It determines where a response ends and how the response is trimmed.
 *
 * @param lineStart the part of the current line before the cursor
 * @param lineEnd the part of the current line after the cursor
 * @param above the last non-blank line above the current line; empty if there is none
 * @param below the first non-blank line below the current line; empty if there is none
 * @param markup whether the document can contain lines that begin with a code fence
 */
record Surroundings(String lineStart, String lineEnd, String above, String below, boolean markup) {

    static Surroundings of(String prefix, String suffix, Optional<String> languageId, Optional<String> path) {
        int start = prefix.lastIndexOf('\n') + 1;
        int newline = suffix.indexOf('\n');
        int end = newline < 0 ? suffix.length() : newline;
        String language = languageId.orElse("");
        String file = path.orElse("").toLowerCase(Locale.ROOT);
        return new Surroundings(
                prefix.substring(start),
                suffix.substring(0, end),
                lastLine(prefix.substring(0, start)),
                nextLine(suffix.substring(end)),
                language.equals("markdown") || language.equals("mdx") || file.endsWith(".md") || file.endsWith(".mdx"));
    }

    /** Returns whether text follows the cursor in the current line, in which case only this line is completed. */
    boolean isInsideLine() {
        return !lineEnd.isBlank();
    }

    private static String lastLine(String text) {
        String trimmed = text.stripTrailing();
        return trimmed.substring(trimmed.lastIndexOf('\n') + 1);
    }

    private static String nextLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }
}
