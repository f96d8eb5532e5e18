package dev.openllm.server.toolfiles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements of a TOML document, with their positions. Values are not interpreted, and their original text is
 * preserved.
 */
record TomlText(String text, List<Assignment> assignments, List<Header> headers) {

    /**
     * An assignment, {@code key = value}.
     *
     * @param path the names of the enclosing tables, followed by the key
     * @param start the offset of the start of the line
     * @param end the offset just past the line break
     */
    record Assignment(List<String> path, int start, int valueStart, int valueEnd, int end) {}

    /**
     * The header of a table, {@code [table]}, or of a table in an array of tables, {@code [[table]]}.
     *
     * @param end the offset just past the line break
     */
    record Header(List<String> path, boolean several, int start, int end) {}

    /** Parses a TOML document. @throws IOException if the text is not valid TOML */
    static TomlText of(String text) throws IOException {
        return new Reader(text).read();
    }

    String value(Assignment assignment) {
        return text.substring(assignment.valueStart(), assignment.valueEnd());
    }

    /** Returns the last assignment with the specified path. */
    Optional<Assignment> find(List<String> path) {
        return assignments.stream()
                .filter(assignment -> assignment.path().equals(path))
                .reduce((_, later) -> later);
    }

    Optional<Header> header(List<String> path) {
        return headers.stream()
                .filter(header -> !header.several() && header.path().equals(path))
                .findFirst();
    }

    /**
     * Returns the offset of the end of a section: the start of the next header, or the end of the text.
     *
     * @param header the header of the section; empty for the section before the first header
     */
    int sectionEnd(Optional<Header> header) {
        return headers.stream()
                .filter(next -> header.isEmpty() || next.start() > header.get().start())
                .mapToInt(Header::start)
                .min()
                .orElse(text.length());
    }

    /** A parser for the text of a TOML document. */
    private static final class Reader {

        private final String text;
        private final List<Assignment> assignments = new ArrayList<>();
        private final List<Header> headers = new ArrayList<>();
        private List<String> table = List.of();
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private TomlText read() throws IOException {
            while (at < text.length()) {
                int start = at;
                skipSpaces();
                if (isEnd() || peek() == '#' || isLineBreak()) {
                    toLineEnd();
                } else if (peek() == '[') {
                    header(start);
                } else {
                    assignment(start);
                }
            }
            return new TomlText(text, List.copyOf(assignments), List.copyOf(headers));
        }

        private void header(int start) throws IOException {
            boolean several = text.startsWith("[[", at);
            at += several ? 2 : 1;
            table = path(']');
            expect(several ? "]]" : "]");
            toLineEnd();
            headers.add(new Header(table, several, start, at));
        }

        private void assignment(int start) throws IOException {
            List<String> path = new ArrayList<>(table);
            path.addAll(path('='));
            expect("=");
            skipSpaces();
            int valueStart = at;
            value();
            int valueEnd = at;
            toLineEnd();
            assignments.add(new Assignment(List.copyOf(path), start, valueStart, valueEnd, at));
        }

        private List<String> path(char end) throws IOException {
            List<String> names = new ArrayList<>();
            do {
                skipSpaces();
                names.add(name());
                skipSpaces();
            } while (!isEnd() && peek() == '.' && at++ >= 0);
            if (isEnd() || peek() != end) {
                throw broken();
            }
            return List.copyOf(names);
        }

        private String name() throws IOException {
            int start = at;
            if (!isEnd() && (peek() == '"' || peek() == '\'')) {
                string();
                return text.substring(start + 1, at - 1);
            }
            while (!isEnd() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-')) {
                at++;
            }
            if (start == at) {
                throw broken();
            }
            return text.substring(start, at);
        }

        /** Moves to the end of the value, before any trailing spaces. */
        private void value() throws IOException {
            int start = at;
            int depth = 0;
            int end = at;
            while (!isEnd()) {
                char next = peek();
                if (depth == 0 && (next == '#' || isLineBreak())) {
                    break;
                } else if (next == '"' || next == '\'') {
                    string();
                    end = at;
                    continue;
                } else if (next == '#') {
                    toLineEnd();
                    continue;
                } else if (next == '[' || next == '{') {
                    depth++;
                } else if (next == ']' || next == '}') {
                    depth--;
                }
                at++;
                if (!Character.isWhitespace(next)) {
                    end = at;
                }
            }
            if (depth != 0 || end == start) {
                throw broken();
            }
            at = end;
        }

        private void string() throws IOException {
            char quote = peek();
            String triple = String.valueOf(quote).repeat(3);
            boolean lines = text.startsWith(triple, at);
            at += lines ? 3 : 1;
            while (!isEnd() && !(lines ? text.startsWith(triple, at) : peek() == quote)) {
                if (!lines && isLineBreak()) {
                    throw broken();
                }
                at += quote == '"' && peek() == '\\' ? 2 : 1;
            }
            if (at >= text.length()) {
                throw broken();
            }
            at += lines ? 3 : 1;
            while (lines && !isEnd() && peek() == quote) {
                at++; // quotation marks before the closing delimiter can be part of the string
            }
        }

        private void expect(String word) throws IOException {
            if (!text.startsWith(word, at)) {
                throw broken();
            }
            at += word.length();
        }

        /** Moves past spaces, an optional comment, and the line break. */
        private void toLineEnd() throws IOException {
            skipSpaces();
            if (!isEnd() && peek() == '#') {
                while (!isEnd() && !isLineBreak()) {
                    at++;
                }
            }
            if (isEnd()) {
                return;
            }
            if (!isLineBreak()) {
                throw broken();
            }
            at += peek() == '\r' && text.startsWith("\r\n", at) ? 2 : 1;
        }

        private void skipSpaces() {
            while (!isEnd() && (peek() == ' ' || peek() == '\t')) {
                at++;
            }
        }

        private boolean isLineBreak() {
            return peek() == '\n' || peek() == '\r';
        }

        private boolean isEnd() {
            return at >= text.length();
        }

        private char peek() {
            return text.charAt(at);
        }

        private IOException broken() {
            long line = text.substring(0, Math.min(at, text.length()))
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            return new IOException("line " + line + " is not valid TOML");
        }
    }
}
