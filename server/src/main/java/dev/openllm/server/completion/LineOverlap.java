package dev.openllm.server.completion;

/** Removal of the end of a completion that the rest of the line already contains. */
final class LineOverlap {

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private LineOverlap() {}

    /** Returns the text without the part that is repeated by the rest of the line. */
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
     * Returns whether every bracket opened in a text is also closed in it. If so, a closing bracket after it cannot
     * belong to the text.
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
