package dev.openllm.server.completion;

/** Removal of text at the end of a completion that is already present after the cursor in the same line. */
final class LineOverlap {

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private LineOverlap() {}

    /** Returns the text without its end if the rest of the line begins with the same characters. */
    static String cut(String text, String lineEnd) {
        String rest = lineEnd.strip();
        String trimmed = text.stripTrailing();
        for (int length = Math.min(trimmed.length(), rest.length()); length > 0; length--) {
            String kept = trimmed.substring(0, trimmed.length() - length);
            if (rest.startsWith(trimmed.substring(trimmed.length() - length)) && closesWhatItOpens(kept)) {
                return kept;
            }
        }
        return text;
    }

    /**
     * Returns whether every opening bracket in the text has a closing bracket. If so, a closing bracket that follows
     * the text does not match a bracket in the text.
     */
    private static boolean closesWhatItOpens(String text) {
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
