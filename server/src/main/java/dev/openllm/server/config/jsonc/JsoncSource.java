package dev.openllm.server.config.jsonc;

import java.util.Optional;

/** The source text of JSON with comments, including everything between values: whitespace, comments, and commas. */
record JsoncSource(String text) {

    String of(JsoncNode node) {
        return text.substring(node.start(), node.end());
    }

    boolean isOnOneLine(JsoncNode node) {
        return isSameLine(node.valueStart(), node.end());
    }

    /** Returns the indentation of the line on which a node begins. */
    String indent(int nodeStart) {
        int lineStart = nodeStart;
        while (lineStart > 0 && !isLineEnd(text.charAt(lineStart - 1))) {
            lineStart--;
        }
        return leadingBlanks(text.substring(lineStart, nodeStart));
    }

    boolean isSameLine(int from, int to) {
        return lineEnd(from, to) == to;
    }

    /** Returns the offset of the comma between two offsets. There must be no value between these offsets. */
    Optional<Integer> comma(int from, int to) {
        int at = from;
        while (at < to) {
            if (text.charAt(at) == ',') {
                return Optional.of(at);
            }
            at = next(at);
        }
        return Optional.empty();
    }

    /**
     * Returns the offset just past the text, such as a comment, that follows a value on the same line and belongs to
     * the value. This text extends to the end of the line or, if the line does not end before {@code to}, to the end of
     * the comments after the last value. If another value follows on the line, returns {@code from}.
     */
    int trailingEnd(int from, int to, boolean last) {
        int at = from;
        int comment = from;
        while (at < to && !isLineEnd(text.charAt(at))) {
            boolean blank = isBlank(text.charAt(at));
            at = next(at);
            comment = blank ? comment : at;
        }
        return at < to ? at : last ? comment : from;
    }

    private int next(int at) {
        if (text.startsWith("//", at)) {
            return lineEnd(at, text.length());
        }
        return text.startsWith("/*", at) ? text.indexOf("*/", at + 2) + 2 : at + 1;
    }

    private int lineEnd(int from, int to) {
        int at = from;
        while (at < to && !isLineEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean beginsWithLineEnd(String source) {
        return !source.isEmpty() && isLineEnd(source.charAt(0));
    }

    /** Returns the spaces and tabs at the beginning of the text. */
    static String leadingBlanks(String source) {
        int at = 0;
        while (at < source.length() && isBlank(source.charAt(at))) {
            at++;
        }
        return source.substring(0, at);
    }

    /** Returns the text without trailing spaces and tabs. */
    static String trimEnd(String source) {
        int end = source.length();
        while (end > 0 && isBlank(source.charAt(end - 1))) {
            end--;
        }
        return source.substring(0, end);
    }

    /** Returns the text without its last line if that line is blank. */
    static String withoutLastLine(String source) {
        String trimmed = trimEnd(source);
        int lineEnd = trimmed.endsWith("\r\n") ? 2 : trimmed.endsWith("\n") || trimmed.endsWith("\r") ? 1 : 0;
        return trimmed.substring(0, trimmed.length() - lineEnd);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static boolean isLineEnd(char character) {
        return character == '\n' || character == '\r';
    }
}
