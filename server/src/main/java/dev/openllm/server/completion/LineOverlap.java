package dev.openllm.server.completion;

/** Removes text from the end of a completion if the same text already follows the cursor in the line. */
final class LineOverlap {

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private LineOverlap() {}

    /**
     * Returns the text without any trailing characters that are also at the beginning of the rest of the line. These
     * characters are retained if their removal would leave an opening bracket without a closing bracket.
     */
    static String trimOverlap(String text, String lineEnd) {
        String rest = lineEnd.strip();
        String trimmed = text.stripTrailing();
        for (int length = Math.min(trimmed.length(), rest.length()); length > 0; length--) {
            String remaining = trimmed.substring(0, trimmed.length() - length);
            if (rest.startsWith(trimmed.substring(trimmed.length() - length)) && isBalanced(remaining)) {
                return remaining;
            }
        }
        return text;
    }

    /**
     * Returns whether every opening bracket in the text has a closing bracket. If so, a closing bracket that follows
     * the text does not match a bracket in the text.
     */
    private static boolean isBalanced(String text) {
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            if (OPENING.indexOf(text.charAt(i)) >= 0) {
                open++;
            } else if (CLOSING.indexOf(text.charAt(i)) >= 0 && open > 0) {
                open--;
            }
        }
        return open == 0;
    }
}
