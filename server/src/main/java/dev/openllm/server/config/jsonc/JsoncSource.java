package dev.openllm.server.config.jsonc;

import java.util.Optional;

/** The letters of a JSON text with comments, and what stands between its values: white space, comments and commas. */
record JsoncSource(String text) {

    String of(JsoncNode place) {
        return text.substring(place.start(), place.end());
    }

    boolean onOneLine(JsoncNode place) {
        return sameLine(place.valueStart(), place.end());
    }

    /** The white space that the line of a place begins with. */
    String indent(int place) {
        int line = place;
        while (line > 0 && !isLineEnd(text.charAt(line - 1))) {
            line--;
        }
        return blanks(text.substring(line, place));
    }

    boolean sameLine(int from, int to) {
        return lineEnd(from, to) == to;
    }

    /** The comma between two places that no value stands between. */
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

    /** The end of what stands beside a value: that of the line, or of comments when no further value stands there. */
    int besideEnd(int from, int to, boolean last) {
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

    static boolean beginsWithLineEnd(String letters) {
        return !letters.isEmpty() && isLineEnd(letters.charAt(0));
    }

    /** The spaces and tabs that letters begin with. */
    static String blanks(String letters) {
        int at = 0;
        while (at < letters.length() && isBlank(letters.charAt(at))) {
            at++;
        }
        return letters.substring(0, at);
    }

    /** Letters without the spaces and tabs they end with. */
    static String trimmed(String letters) {
        int end = letters.length();
        while (end > 0 && isBlank(letters.charAt(end - 1))) {
            end--;
        }
        return letters.substring(0, end);
    }

    /** Letters without the blank beginning of a line that they end with. */
    static String withoutLastLine(String letters) {
        String trimmed = trimmed(letters);
        int lineEnd = trimmed.endsWith("\r\n") ? 2 : trimmed.endsWith("\n") || trimmed.endsWith("\r") ? 1 : 0;
        return trimmed.substring(0, trimmed.length() - lineEnd);
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t';
    }

    private static boolean isLineEnd(char letter) {
        return letter == '\n' || letter == '\r';
    }
}
