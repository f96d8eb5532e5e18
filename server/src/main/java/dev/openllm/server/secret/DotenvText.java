package dev.openllm.server.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a {@code .env} file: {@code NAME=value} with an optional {@code export}, values bare, in single quotes
 * (letter by letter) or in double quotes (with {@code \n}, {@code \"} and the like). A comment {@code # for https://…}
 * on the line above binds a key to its host; this product writes one.
 */
record DotenvText(String text) {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=[ \\t]*(.*?)\\s*");
    private static final Pattern BOND = Pattern.compile("# for (https?://\\S+)");

    /**
     * A value of the file.
     *
     * @param origin the host it is bound to
     */
    record Entry(String value, Optional<String> origin) {}

    /** The last assignment of a name counts, as in a shell. */
    Optional<Entry> find(String name) {
        List<String> lines = lines();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher line = ASSIGNMENT.matcher(content(lines.get(i)));
            if (line.matches() && line.group(1).equals(name)) {
                return Optional.of(new Entry(value(line.group(2)), bond(lines, i)));
            }
        }
        return Optional.empty();
    }

    /** The text with the name bound to the value; everything else stays as it is. */
    DotenvText with(String name, String value, String origin) {
        List<String> lines = lines();
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        List<String> fresh = List.of("# for " + origin + end, name + "=" + quoted(value) + end);
        int at = index(lines, name);
        if (at < 0) {
            if (!lines.isEmpty() && !lines.getLast().endsWith("\n")) {
                lines.set(lines.size() - 1, lines.getLast() + end);
            }
            lines.addAll(fresh);
        } else {
            int start = bond(lines, at).isPresent() ? at - 1 : at;
            lines.subList(start, at + 1).clear();
            lines.addAll(start, fresh);
        }
        return new DotenvText(String.join("", lines)).withoutEarlier(name);
    }

    /** The text without any assignment of the name. */
    DotenvText without(String name) {
        List<String> lines = lines();
        for (int at = index(lines, name); at >= 0; at = index(lines, name)) {
            lines.subList(bond(lines, at).isPresent() ? at - 1 : at, at + 1).clear();
        }
        return new DotenvText(String.join("", lines));
    }

    /** Old values of a name must not stay behind in the file. */
    private DotenvText withoutEarlier(String name) {
        List<String> lines = lines();
        int last = index(lines, name);
        for (int i = last - 1; i >= 0; i--) {
            Matcher line = ASSIGNMENT.matcher(content(lines.get(i)));
            if (line.matches() && line.group(1).equals(name)) {
                lines.remove(i);
            }
        }
        return new DotenvText(String.join("", lines));
    }

    /** Where the name is assigned last; -1 when it is not. */
    private static int index(List<String> lines, String name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher line = ASSIGNMENT.matcher(content(lines.get(i)));
            if (line.matches() && line.group(1).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<String> bond(List<String> lines, int index) {
        Matcher above = BOND.matcher(index == 0 ? "" : content(lines.get(index - 1)));
        return above.matches() ? Optional.of(above.group(1)) : Optional.empty();
    }

    private static String value(String written) {
        if (written.length() >= 2 && written.startsWith("'")) {
            int end = written.indexOf('\'', 1);
            return end < 0 ? written : written.substring(1, end);
        }
        if (written.length() >= 2 && written.startsWith("\"")) {
            return unescaped(written);
        }
        int comment = written.indexOf(" #");
        return (comment < 0 ? written : written.substring(0, comment)).strip();
    }

    private static String unescaped(String written) {
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\' && i + 1 < written.length()) {
                char escaped = written.charAt(++i);
                value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped);
            } else {
                value.append(c);
            }
        }
        return written;
    }

    private static String quoted(String value) {
        if (value.matches("[A-Za-z0-9._~+/@:-]+=*")) {
            return value;
        }
        return value.contains("'") || value.chars().anyMatch(Character::isISOControl)
                ? "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + "\""
                : "'" + value + "'";
    }

    private static String content(String line) {
        return line.replaceAll("[\\r\\n]+$", "");
    }

    /** The lines with their ends. */
    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
