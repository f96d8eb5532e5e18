package dev.openllm.server.completion;

/** Compares lines of code. Insignificant differences, such as whitespace, are ignored. */
final class Lines {

    /**
     * The minimum length, in characters, of a line that is compared without its indentation. A shorter line, such as a
     * closing bracket, has a different meaning at a different indentation.
     */
    private static final int MIN_NORMALIZED_LENGTH = 5;

    private static final int TAB = 4;

    private Lines() {}

    /** Returns whether a line repeats another line. An empty line is never a repetition. */
    static boolean repeats(String line, String other) {
        String stripped = line.strip();
        if (stripped.isEmpty() || other.isBlank()) {
            return false;
        }
        return stripped.length() < MIN_NORMALIZED_LENGTH
                ? line.stripTrailing().equals(other.stripTrailing())
                : normalize(line).equals(normalize(other));
    }

    /** Returns the number of columns before the first non-whitespace character. */
    static int indentation(String line) {
        int columns = 0;
        for (int i = 0; i < line.length(); i++) {
            switch (line.charAt(i)) {
                case '\t' -> columns += TAB - columns % TAB;
                case ' ' -> columns++;
                default -> {
                    return columns;
                }
            }
        }
        return columns;
    }

    /**
     * Normalizes a line. Lines that differ only in whitespace, quotation marks, and trailing commas or semicolons are
     * considered the same.
     */
    private static String normalize(String line) {
        String compact = line.replaceAll("\\s+", "").replace('"', '\'');
        int end = compact.length();
        while (end > 1 && ";,".indexOf(compact.charAt(end - 1)) >= 0) {
            end--;
        }
        return compact.substring(0, end);
    }
}
