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
    record Header(List<String> path, boolean isArrayTable, int start, int end) {}

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
                .filter(header -> !header.isArrayTable() && header.path().equals(path))
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
        private int position;

        private Reader(String text) {
            this.text = text;
        }

        private TomlText read() throws IOException {
            while (position < text.length()) {
                int start = position;
                skipSpaces();
                if (isEnd() || peek() == '#' || isLineBreak()) {
                    skipToNextLine();
                } else if (peek() == '[') {
                    readHeader(start);
                } else {
                    readAssignment(start);
                }
            }
            return new TomlText(text, List.copyOf(assignments), List.copyOf(headers));
        }

        private void readHeader(int start) throws IOException {
            boolean isArrayTable = text.startsWith("[[", position);
            position += isArrayTable ? 2 : 1;
            table = readPath(']');
            expect(isArrayTable ? "]]" : "]");
            skipToNextLine();
            headers.add(new Header(table, isArrayTable, start, position));
        }

        private void readAssignment(int start) throws IOException {
            List<String> path = new ArrayList<>(table);
            path.addAll(readPath('='));
            expect("=");
            skipSpaces();
            int valueStart = position;
            skipValue();
            int valueEnd = position;
            skipToNextLine();
            assignments.add(new Assignment(List.copyOf(path), start, valueStart, valueEnd, position));
        }

        private List<String> readPath(char end) throws IOException {
            List<String> names = new ArrayList<>();
            do {
                skipSpaces();
                names.add(readName());
                skipSpaces();
            } while (!isEnd() && peek() == '.' && position++ >= 0);
            if (isEnd() || peek() != end) {
                throw syntaxError();
            }
            return List.copyOf(names);
        }

        private String readName() throws IOException {
            int start = position;
            if (!isEnd() && (peek() == '"' || peek() == '\'')) {
                skipString();
                return text.substring(start + 1, position - 1);
            }
            while (!isEnd() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-')) {
                position++;
            }
            if (start == position) {
                throw syntaxError();
            }
            return text.substring(start, position);
        }

        /** Moves to the end of the value, before any trailing spaces. */
        private void skipValue() throws IOException {
            int start = position;
            int depth = 0;
            int end = position;
            while (!isEnd()) {
                char next = peek();
                if (depth == 0 && (next == '#' || isLineBreak())) {
                    break;
                } else if (next == '"' || next == '\'') {
                    skipString();
                    end = position;
                    continue;
                } else if (next == '#') {
                    skipToNextLine();
                    continue;
                } else if (next == '[' || next == '{') {
                    depth++;
                } else if (next == ']' || next == '}') {
                    depth--;
                }
                position++;
                if (!Character.isWhitespace(next)) {
                    end = position;
                }
            }
            if (depth != 0 || end == start) {
                throw syntaxError();
            }
            position = end;
        }

        private void skipString() throws IOException {
            char quote = peek();
            String triple = String.valueOf(quote).repeat(3);
            boolean multiline = text.startsWith(triple, position);
            position += multiline ? 3 : 1;
            while (!isEnd() && !(multiline ? text.startsWith(triple, position) : peek() == quote)) {
                if (!multiline && isLineBreak()) {
                    throw syntaxError();
                }
                position += quote == '"' && peek() == '\\' ? 2 : 1;
            }
            if (position >= text.length()) {
                throw syntaxError();
            }
            position += multiline ? 3 : 1;
            while (multiline && !isEnd() && peek() == quote) {
                position++; // quotation marks before the closing delimiter can be part of the string
            }
        }

        private void expect(String token) throws IOException {
            if (!text.startsWith(token, position)) {
                throw syntaxError();
            }
            position += token.length();
        }

        /** Moves past spaces, an optional comment, and the line break. */
        private void skipToNextLine() throws IOException {
            skipSpaces();
            if (!isEnd() && peek() == '#') {
                while (!isEnd() && !isLineBreak()) {
                    position++;
                }
            }
            if (isEnd()) {
                return;
            }
            if (!isLineBreak()) {
                throw syntaxError();
            }
            position += peek() == '\r' && text.startsWith("\r\n", position) ? 2 : 1;
        }

        private void skipSpaces() {
            while (!isEnd() && (peek() == ' ' || peek() == '\t')) {
                position++;
            }
        }

        private boolean isLineBreak() {
            return peek() == '\n' || peek() == '\r';
        }

        private boolean isEnd() {
            return position >= text.length();
        }

        private char peek() {
            return text.charAt(position);
        }

        private IOException syntaxError() {
            long line = text.substring(0, Math.min(position, text.length()))
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            return new IOException("line " + line + " is not valid TOML");
        }
    }
}
