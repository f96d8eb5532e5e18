package dev.openllm.server.secret;

import dev.openllm.server.file.Utf16Units;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a {@code .env} file. The file consists of {@code NAME=value} lines with an optional {@code export}.
 * Values can be unquoted, in single quotation marks (literal), or in double quotation marks (with {@code \n}, {@code
 * \"}, and other escapes). Quoted values can span several lines. A comment of the form {@code # for https://…} on the
 * preceding line binds the API key to that host; this product writes such a comment for each key it stores.
 *
 * @param charset the file's encoding; if the file has a byte order mark, the text begins with that mark
 * @param trailingByte the last byte of a UTF-16 file with an odd number of bytes; otherwise empty
 */
record DotenvText(String text, Charset charset, String trailingByte) {

    private static final Pattern ASSIGNMENT_START =
            Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \\t]*=[ \\t]*");
    private static final Pattern BINDING_COMMENT = Pattern.compile("# for (https?://\\S+)");
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** The byte order marks as they appear in text that was decoded one byte per character. */
    private static final List<String> BYTE_ORDER_MARK_BYTES =
            List.of("\u00EF\u00BB\u00BF", "\u00FF\u00FE", "\u00FE\u00FF");

    DotenvText(String text) {
        this(text, StandardCharsets.UTF_8, "");
    }

    /**
     * Decodes the content of a file. Windows PowerShell writes UTF-16. A file that is neither UTF-16 nor UTF-8 is
     * decoded so that each byte becomes one character.
     */
    static DotenvText of(byte[] file) {
        int firstTwoBytes = file.length < 2 ? 0 : (file[0] & 0xFF) << 8 | file[1] & 0xFF;
        if (firstTwoBytes == 0xFFFE || firstTwoBytes == 0xFEFF) {
            Charset utf16 = firstTwoBytes == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            boolean hasOddLength = file.length % 2 != 0;
            String trailingByte = hasOddLength ? new String(file, file.length - 1, 1, StandardCharsets.ISO_8859_1) : "";
            return new DotenvText(Utf16Units.decode(file, utf16), utf16, trailingByte);
        }
        try {
            return new DotenvText(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString());
        } catch (CharacterCodingException other) {
            return new DotenvText(new String(file, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1, "");
        }
    }

    byte[] toBytes() {
        return charset == StandardCharsets.UTF_16LE || charset == StandardCharsets.UTF_16BE
                ? Utf16Units.encode(text, charset, trailingByte.getBytes(StandardCharsets.ISO_8859_1))
                : text.getBytes(charset);
    }

    /**
     * A value in the file.
     *
     * @param origin the origin that the value is bound to, if the file specifies one
     */
    record Entry(String value, Optional<String> origin) {}

    /**
     * An assignment of a value to a name.
     *
     * @param start the offset of the line or, if a comment above binds the value to a host, of that comment
     * @param line the offset of the line
     * @param from the offset of the value, including an opening quotation mark
     * @param to the offset just past the value, including a closing quotation mark
     * @param end the offset of the next line
     */
    private record Assignment(String name, Entry entry, int start, int line, int from, int to, int end) {}

    /**
     * Returns the value that the last assignment gives to a name. The last assignment takes precedence, as in a shell.
     */
    Optional<Entry> find(String name) {
        return lastAssignment(name).map(Assignment::entry);
    }

    /**
     * Returns a copy of the text in which the value is assigned to the name and bound to the origin. The rest of the
     * text is unchanged.
     */
    DotenvText with(String name, String value, String origin) {
        DotenvText changed = replaceOrAppend(name, value, origin);
        // If a quotation mark above the new line is not closed, it extends to the new line, and the value is read
        // incorrectly. The new line is then added at the top of the file, where no text precedes it.
        return changed.assigns(name, value, origin) && changed.hasSameOtherValues(this, name)
                ? changed
                : without(name).prepend(name, value, origin);
    }

    private DotenvText replaceOrAppend(String name, String value, String origin) {
        Optional<Assignment> existing = lastAssignment(name);
        if (existing.isEmpty()) {
            boolean isLineIncomplete = !text.isEmpty() && !text.endsWith("\n");
            return withText(text + (isLineIncomplete ? lineEnd() : "") + formatLine(name, value, origin));
        }
        Assignment last = existing.get();
        // Without a space, the text after an unquoted value could be read as part of the value.
        String gap = last.to < text.length() && !Character.isWhitespace(text.charAt(last.to)) ? " " : "";
        DotenvText updated = withText(text.substring(0, last.start)
                + bindingComment(origin)
                + text.substring(last.line, last.from)
                + quote(value)
                + gap
                + text.substring(last.to));
        // Remove earlier assignments so that the file does not retain old values of the name.
        return updated.without(updated.assignments(name).stream()
                .limit(assignments(name).size() - 1L)
                .toList());
    }

    private DotenvText prepend(String name, String value, String origin) {
        int start = contentStart();
        return withText(text.substring(0, start) + formatLine(name, value, origin) + text.substring(start));
    }

    private String formatLine(String name, String value, String origin) {
        return bindingComment(origin) + name + "=" + quote(value) + lineEnd();
    }

    private String bindingComment(String origin) {
        return "# for " + origin + lineEnd();
    }

    private String lineEnd() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    private int contentStart() {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    private boolean assigns(String name, String value, String origin) {
        return find(name).equals(Optional.of(new Entry(value, Optional.of(origin))));
    }

    private boolean hasSameOtherValues(DotenvText before, String name) {
        return values(name).equals(before.values(name));
    }

    /** Returns all names and their values, except for the specified name. */
    private Map<String, String> values(String excludedName) {
        Map<String, String> values = new HashMap<>();
        for (Assignment assignment : assignments()) {
            if (!assignment.name.equals(excludedName)) {
                values.put(assignment.name, assignment.entry.value);
            }
        }
        return values;
    }

    /** Returns the text without any assignments of the name. */
    DotenvText without(String name) {
        return without(assignments(name));
    }

    private DotenvText without(List<Assignment> assignments) {
        StringBuilder result = new StringBuilder(text);
        assignments.reversed().forEach(assignment -> result.delete(assignment.start, assignment.end));
        return withText(result.toString());
    }

    private DotenvText withText(String newText) {
        // If the first line is removed and the next one begins with a byte order mark, that mark would become the mark
        // of the file. An empty first line prevents this.
        String prefix = startsWithByteOrderMark(newText) && !startsWithByteOrderMark(text) ? lineEnd() : "";
        return new DotenvText(prefix + newText, charset, trailingByte);
    }

    private boolean startsWithByteOrderMark(String content) {
        return charset == StandardCharsets.ISO_8859_1
                ? BYTE_ORDER_MARK_BYTES.stream().anyMatch(content::startsWith)
                : !content.isEmpty() && content.charAt(0) == BYTE_ORDER_MARK;
    }

    private Optional<Assignment> lastAssignment(String name) {
        return assignments(name).reversed().stream().findFirst();
    }

    private List<Assignment> assignments(String name) {
        return assignments().stream()
                .filter(assignment -> assignment.name.equals(name))
                .toList();
    }

    private List<Assignment> assignments() {
        List<Assignment> result = new ArrayList<>();
        Matcher matcher = ASSIGNMENT_START.matcher(text);
        int previousLine = 0;
        int line = contentStart();
        while (line < text.length()) {
            int end = nextLineStart(line);
            matcher.region(line, end);
            if (matcher.lookingAt()) {
                Assignment found = parseAssignment(matcher, previousLine, line);
                end = found.end;
                result.add(found);
            }
            previousLine = line;
            line = end;
        }
        return result;
    }

    private Assignment parseAssignment(Matcher matcher, int previousLine, int line) {
        int from = matcher.end();
        int quote = closingQuote(from);
        String literal = text.substring(from, quote < 0 ? nextLineStart(line) : quote + 1);
        if (quote < 0) {
            int comment = literal.indexOf(" #");
            literal = (comment < 0 ? literal : literal.substring(0, comment)).stripTrailing();
        }
        int to = from + literal.length();
        Matcher binding =
                BINDING_COMMENT.matcher(text.substring(previousLine, line).stripTrailing());
        boolean isBound = previousLine < line && binding.matches();
        Optional<String> origin = isBound ? Optional.of(binding.group(1)) : Optional.empty();
        String value = quote < 0 ? literal : unquote(literal);
        return new Assignment(
                matcher.group(1),
                new Entry(value, origin),
                isBound ? previousLine : line,
                line,
                from,
                to,
                nextLineStart(to));
    }

    /**
     * Returns the offset of the closing quotation mark of a value, or -1 if the value is unquoted or its quotation mark
     * is not closed.
     */
    private int closingQuote(int from) {
        char quote = from < text.length() ? text.charAt(from) : ' ';
        if (quote == '\'') {
            return text.indexOf('\'', from + 1);
        }
        for (int i = from + 1; quote == '"' && i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                return i;
            }
            i += text.charAt(i) == '\\' ? 1 : 0;
        }
        return -1;
    }

    private int nextLineStart(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private static String unquote(String literal) {
        String inner = literal.substring(1, literal.length() - 1);
        if (literal.startsWith("'")) {
            return inner;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\\' && i + 1 < inner.length()) {
                char escaped = inner.charAt(++i);
                value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped);
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    private static String quote(String value) {
        if (value.matches("[A-Za-z0-9._~+/@:-]+=*")) {
            return value;
        }
        return value.contains("'") || value.chars().anyMatch(Character::isISOControl)
                ? "\""
                        + value.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r") + "\""
                : "'" + value + "'";
    }
}
