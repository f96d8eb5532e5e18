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
 * @param rest the last byte of a UTF-16 file with an odd number of bytes; otherwise empty
 */
record DotenvText(String text, Charset charset, String rest) {

    private static final Pattern NAME =
            Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \\t]*=[ \\t]*");
    private static final Pattern BOND = Pattern.compile("# for (https?://\\S+)");
    private static final char MARK = '\uFEFF';
    /** The byte order marks as they appear in text that was decoded one byte per character. */
    private static final List<String> BYTES_OF_MARKS = List.of("\u00EF\u00BB\u00BF", "\u00FF\u00FE", "\u00FE\u00FF");

    DotenvText(String text) {
        this(text, StandardCharsets.UTF_8, "");
    }

    /**
     * Decodes the content of a file. Windows PowerShell writes UTF-16. A file that is neither UTF-16 nor UTF-8 is
     * decoded so that each byte becomes one character.
     */
    static DotenvText of(byte[] file) {
        int first = file.length < 2 ? 0 : (file[0] & 0xFF) << 8 | file[1] & 0xFF;
        if (first == 0xFFFE || first == 0xFEFF) {
            Charset utf16 = first == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            boolean cut = file.length % 2 != 0;
            String rest = cut ? new String(file, file.length - 1, 1, StandardCharsets.ISO_8859_1) : "";
            return new DotenvText(Utf16Units.decode(file, utf16), utf16, rest);
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

    byte[] bytes() {
        return charset == StandardCharsets.UTF_16LE || charset == StandardCharsets.UTF_16BE
                ? Utf16Units.encode(text, charset, rest.getBytes(StandardCharsets.ISO_8859_1))
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
        return last(name).map(Assignment::entry);
    }

    /**
     * Returns a copy of the text in which the value is assigned to the name and bound to the origin. The rest of the
     * text is unchanged.
     */
    DotenvText with(String name, String value, String origin) {
        DotenvText changed = inPlace(name, value, origin);
        // If a quotation mark above the new line is not closed, it extends to the new line, and the value is read
        // incorrectly. The new line is then added at the top of the file, where no text precedes it.
        return changed.means(name, value, origin) && changed.hasTheOthersOf(this, name)
                ? changed
                : without(name).atTop(name, value, origin);
    }

    private DotenvText inPlace(String name, String value, String origin) {
        Optional<Assignment> old = last(name);
        if (old.isEmpty()) {
            boolean open = !text.isEmpty() && !text.endsWith("\n");
            return changed(text + (open ? lineEnd() : "") + line(name, value, origin));
        }
        Assignment last = old.get();
        // Without a space, the text after an unquoted value could be read as part of the value.
        String gap = last.to < text.length() && !Character.isWhitespace(text.charAt(last.to)) ? " " : "";
        DotenvText fresh = changed(text.substring(0, last.start)
                + bond(origin)
                + text.substring(last.line, last.from)
                + quoted(value)
                + gap
                + text.substring(last.to));
        // Remove earlier assignments so that the file does not retain old values of the name.
        return fresh.without(
                fresh.all(name).stream().limit(all(name).size() - 1L).toList());
    }

    private DotenvText atTop(String name, String value, String origin) {
        int start = firstLine();
        return changed(text.substring(0, start) + line(name, value, origin) + text.substring(start));
    }

    private String line(String name, String value, String origin) {
        return bond(origin) + name + "=" + quoted(value) + lineEnd();
    }

    private String bond(String origin) {
        return "# for " + origin + lineEnd();
    }

    private String lineEnd() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    private int firstLine() {
        return !text.isEmpty() && text.charAt(0) == MARK ? 1 : 0;
    }

    private boolean means(String name, String value, String origin) {
        return find(name).equals(Optional.of(new Entry(value, Optional.of(origin))));
    }

    private boolean hasTheOthersOf(DotenvText before, String name) {
        return values(name).equals(before.values(name));
    }

    /** Returns all names and their values, except for the specified name. */
    private Map<String, String> values(String except) {
        Map<String, String> values = new HashMap<>();
        for (Assignment assignment : all()) {
            if (!assignment.name.equals(except)) {
                values.put(assignment.name, assignment.entry.value);
            }
        }
        return values;
    }

    /** Returns the text without any assignments of the name. */
    DotenvText without(String name) {
        return without(all(name));
    }

    private DotenvText without(List<Assignment> assignments) {
        StringBuilder rest = new StringBuilder(text);
        assignments.reversed().forEach(assignment -> rest.delete(assignment.start, assignment.end));
        return changed(rest.toString());
    }

    private DotenvText changed(String fresh) {
        // If the first line is removed and the next one begins with a byte order mark, that mark would become the mark
        // of the file. An empty first line prevents this.
        String first = beginsWithMark(fresh) && !beginsWithMark(text) ? lineEnd() : "";
        return new DotenvText(first + fresh, charset, rest);
    }

    private boolean beginsWithMark(String begin) {
        return charset == StandardCharsets.ISO_8859_1
                ? BYTES_OF_MARKS.stream().anyMatch(begin::startsWith)
                : !begin.isEmpty() && begin.charAt(0) == MARK;
    }

    private Optional<Assignment> last(String name) {
        return all(name).reversed().stream().findFirst();
    }

    private List<Assignment> all(String name) {
        return all().stream().filter(assignment -> assignment.name.equals(name)).toList();
    }

    private List<Assignment> all() {
        List<Assignment> all = new ArrayList<>();
        Matcher head = NAME.matcher(text);
        int above = 0;
        int line = firstLine();
        while (line < text.length()) {
            int end = endOfLine(line);
            head.region(line, end);
            if (head.lookingAt()) {
                Assignment found = assignment(head, above, line);
                end = found.end;
                all.add(found);
            }
            above = line;
            line = end;
        }
        return all;
    }

    private Assignment assignment(Matcher head, int above, int line) {
        int from = head.end();
        int quote = closingQuote(from);
        String written = text.substring(from, quote < 0 ? endOfLine(line) : quote + 1);
        if (quote < 0) {
            int comment = written.indexOf(" #");
            written = (comment < 0 ? written : written.substring(0, comment)).stripTrailing();
        }
        int to = from + written.length();
        Matcher bond = BOND.matcher(text.substring(above, line).stripTrailing());
        boolean bound = above < line && bond.matches();
        Optional<String> origin = bound ? Optional.of(bond.group(1)) : Optional.empty();
        String value = quote < 0 ? written : unquoted(written);
        return new Assignment(
                head.group(1), new Entry(value, origin), bound ? above : line, line, from, to, endOfLine(to));
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

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }

    private static String unquoted(String written) {
        String inner = written.substring(1, written.length() - 1);
        if (written.startsWith("'")) {
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

    private static String quoted(String value) {
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
