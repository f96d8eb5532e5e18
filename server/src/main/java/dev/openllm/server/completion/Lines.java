package dev.openllm.server.completion;

/** How lines of code are compared. */
final class Lines {

    /** Shorter lines, such as a closing bracket, have another meaning with another indentation. */
    private static final int TELLING = 5;

    private static final int TAB = 4;

    private Lines() {}

    /** Whether a line repeats another one. An empty line repeats nothing. */
    static boolean repeats(String line, String other) {
        String stripped = line.strip();
        if (stripped.isEmpty() || other.isBlank()) {
            return false;
        }
        return stripped.length() < TELLING
                ? line.stripTrailing().equals(other.stripTrailing())
                : normalized(line).equals(normalized(other));
    }

    /** The columns before the first character that is not white space. */
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

    /** Lines that differ only in their spaces and their ending are the same. */
    private static String normalized(String line) {
        String dense = line.replaceAll("\\s+", "").replace('"', '\'');
        int end = dense.length();
        while (end > 1 && ";,".indexOf(dense.charAt(end - 1)) >= 0) {
            end--;
        }
        return dense.substring(0, end);
    }
}
