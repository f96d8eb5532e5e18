package dev.openllm.server.config.text;

import java.util.Optional;

/**
 * A change at one position in text. The position is identified by the adjacent lines, so that the change can be undone
 * exactly even if the text has since changed elsewhere.
 *
 * @param at the offset of the changed text
 * @param above the line before the changed text, or empty at the beginning of the text
 * @param before the text before the change
 * @param after the text after the change
 * @param below the line after the changed text, or empty at the end of the text
 */
public record TextEdit(int at, String above, String before, String after, String below) {

    public static TextEdit between(String before, String after) {
        int start = lineStart(before, commonPrefixLength(before, after));
        int tail = commonSuffixLength(before.substring(start), after.substring(start));
        int end = before.length() - tail;
        return new TextEdit(
                start,
                before.substring(lineStart(before, start - 1), start),
                before.substring(start, end),
                after.substring(start, after.length() - tail),
                before.substring(end, nextLine(before, end)));
    }

    /**
     * Returns the text with the change undone. Returns an empty result if the changed text is not at its original
     * offset and does not occur exactly once elsewhere.
     */
    public Optional<String> undo(String text) {
        String expected = above + after + below;
        int expectedOffset = at - above.length();
        int found = text.startsWith(expected, expectedOffset) ? expectedOffset : findUnique(text, expected);
        if (found < 0) {
            return Optional.empty();
        }
        int start = found + above.length();
        return Optional.of(text.substring(0, start) + before + text.substring(start + after.length()));
    }

    private static int findUnique(String text, String part) {
        int first = part.isEmpty() ? -1 : text.indexOf(part);
        return text.indexOf(part, first + 1) < 0 ? first : -1;
    }

    private static int commonPrefixLength(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    /** Returns the number of characters in the complete lines that both strings have in common at the end. */
    private static int commonSuffixLength(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.charAt(one.length() - 1 - length) == other.charAt(other.length() - 1 - length)) {
            length++;
        }
        if (isLineStart(one, one.length() - length) && isLineStart(other, other.length() - length)) {
            return length;
        }
        return one.length() - nextLine(one, one.length() - length);
    }

    private static boolean isLineStart(String text, int at) {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    private static int lineStart(String text, int at) {
        return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    }

    private static int nextLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }
}
