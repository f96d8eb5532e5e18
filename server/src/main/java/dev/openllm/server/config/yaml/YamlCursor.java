package dev.openllm.server.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The context of a cursor in a YAML document that is being edited and therefore often cannot be parsed. The context is
 * derived from the lines and their indentation.
 *
 * @param path the mapping keys on the path to the cursor, with {@link #ITEM} for an item of a list; if the cursor is in
 *     a value, the value's key is the last element
 * @param inValue whether the cursor is after a key and its colon or, inside brackets, in an item of a list
 * @param flow whether the cursor is inside brackets, as in <code>{name: work, models: [a, b]}</code>
 * @param siblings the other keys of the same mapping, with the text after each key
 * @param outer the keys of the enclosing mapping, with the text after each key
 * @param word the word at the cursor
 * @param start the zero-based column at which the word begins
 * @param end the zero-based column just past the word
 */
public record YamlCursor(
        List<String> path,
        boolean inValue,
        boolean flow,
        Map<String, String> siblings,
        Map<String, String> outer,
        String word,
        int start,
        int end) {

    public static final String ITEM = "-";

    private static final int MAX_BRACKET_LINES = 100;

    private static final Pattern LINE =
            Pattern.compile("^(?<lead>[ ]*(?:-[ ]+|-$)*)(?:(?<key>[^\\s#:\\[\\]{},]+):(?:[ ]+|$))?(?<rest>.*)$");

    /**
     * A line of a YAML document.
     *
     * @param dashes the columns of the dashes at the beginning of the line
     * @param column the column at which the content after the dashes begins
     * @param key the key, or empty if there is none
     * @param valueColumn the column at which the value begins
     * @param value the text of the value
     */
    private record Line(List<Integer> dashes, int column, String key, int valueColumn, String value) {}

    private record Step(String name, int line) {}

    /**
     * @param text the YAML document
     * @param line the zero-based line of the cursor
     * @param column the zero-based column of the cursor
     */
    public static YamlCursor at(String text, int line, int column) {
        // Count the position after a final line break as an empty line.
        List<String> lines = Stream.concat(text.lines(), Stream.of("")).toList();
        String current = line < lines.size() ? lines.get(line) : "";
        int cursor = Math.min(column, current.length());
        OptionalInt opening = findBracketLine(lines, line, cursor);
        return opening.isPresent()
                ? inBrackets(lines, opening.getAsInt(), line, cursor)
                : inLines(lines, line, current, cursor);
    }

    /** Returns the line on which the brackets around the cursor begin. */
    private static OptionalInt findBracketLine(List<String> lines, int line, int cursor) {
        OptionalInt found = OptionalInt.empty();
        if (line >= lines.size()) {
            return found;
        }
        for (int at = line; at >= Math.max(0, line - MAX_BRACKET_LINES); at--) {
            Line parsed = parseLine(lines.get(at), 0);
            if ((parsed.value().startsWith("[") || parsed.value().startsWith("{"))
                    && YamlFlow.isOpen(textUntilCursor(lines, at, parsed.valueColumn(), line, cursor))) {
                found = OptionalInt.of(at);
            }
        }
        return found;
    }

    private static String textUntilCursor(List<String> lines, int from, int column, int line, int cursor) {
        String precedingLines = String.join("\n", lines.subList(from, line)) + (from == line ? "" : "\n");
        return (precedingLines + lines.get(line).substring(0, cursor))
                .substring(Math.min(column, precedingLines.length() + cursor));
    }

    private static YamlCursor inBrackets(List<String> lines, int opening, int line, int cursor) {
        Line start = parseLine(lines.get(opening), 0);
        String current = lines.get(line);
        String text = String.join("\n", lines.subList(opening, lines.size())).substring(start.valueColumn());
        YamlFlow.Inside inside = YamlFlow.at(
                text,
                textUntilCursor(lines, opening, start.valueColumn(), line, cursor)
                        .length());
        List<Step> steps = pathTo(lines, opening, start);
        List<String> path = new ArrayList<>(steps.stream().map(Step::name).toList());
        if (!start.key().isEmpty()) {
            path.add(start.key());
        }
        path.addAll(inside.steps());
        Map<String, String> outerSiblings = start.key().isEmpty() ? Map.of() : siblings(lines, opening, start);
        boolean block = inside.block();
        int from = wordStart(current, 0, cursor);
        int to = wordEnd(current, cursor, inside.inValue() ? ",]} #\"'" : ":,]} #");
        return new YamlCursor(
                List.copyOf(path),
                inside.inValue(),
                true,
                block ? inside.siblings() : outerSiblings,
                block && inside.outer().isEmpty() ? outerSiblings : block ? inside.outer() : outer(lines, steps),
                current.substring(Math.min(from, to), to),
                from,
                to);
    }

    private static YamlCursor inLines(List<String> lines, int line, String current, int cursor) {
        Line here = parseLine(current, cursor);
        boolean inValue = !here.key().isEmpty() && cursor >= here.valueColumn();
        int start = inValue ? wordStart(current, here.valueColumn(), cursor) : here.column();
        int end = wordEnd(current, cursor, inValue ? ",] #\"'" : ": #");
        List<Step> steps = pathTo(lines, line, here);
        List<String> path = new ArrayList<>(steps.stream().map(Step::name).toList());
        if (inValue) {
            path.add(here.key());
        }
        String word = current.substring(Math.min(start, end), end);
        return new YamlCursor(
                List.copyOf(path), inValue, false, siblings(lines, line, here), outer(lines, steps), word, start, end);
    }

    private static Map<String, String> outer(List<String> lines, List<Step> steps) {
        return steps.reversed().stream()
                .filter(step -> !step.name().equals(ITEM))
                .findFirst()
                .map(step -> siblings(lines, step.line(), parseLine(lines.get(step.line()), 0)))
                .orElse(Map.of());
    }

    private static Line parseLine(String line, int cursor) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return new Line(List.of(), cursor, "", cursor, "");
        }
        List<Integer> dashes = new ArrayList<>();
        String lead = matcher.group("lead");
        for (int at = 0; at < lead.length(); at++) {
            if (lead.charAt(at) == '-') {
                dashes.add(at);
            }
        }
        String key = matcher.group("key") == null ? "" : matcher.group("key");
        boolean empty = key.isEmpty() && matcher.group("rest").isBlank();
        int column = empty ? Math.max(cursor, lead.length()) : lead.length();
        return new Line(dashes, column, key, matcher.start("rest"), matcher.group("rest"));
    }

    /**
     * Returns the path from the top level to the mapping that contains the cursor. The path is derived from the
     * preceding lines that have less indentation.
     */
    private static List<Step> pathTo(List<String> lines, int line, Line here) {
        List<Step> path = new ArrayList<>();
        int limit = here.column();
        boolean atDash = false;
        for (int dash : here.dashes().reversed()) {
            path.addFirst(new Step(ITEM, line));
            limit = dash;
            atDash = true;
        }
        for (int at = line - 1; at >= 0 && (limit > 0 || atDash); at--) {
            String above = lines.get(at);
            if (isBlankOrComment(above)) {
                continue;
            }
            Line parsed = parseLine(above, 0);
            boolean isParent =
                    parsed.column() < limit || atDash && parsed.dashes().isEmpty() && parsed.column() == limit;
            if (isParent && !parsed.key().isEmpty()) {
                path.addFirst(new Step(parsed.key(), at));
                limit = parsed.column();
                atDash = false;
            }
            for (int dash : parsed.dashes().reversed()) {
                if (dash < limit && !atDash) {
                    path.addFirst(new Step(ITEM, at));
                    limit = dash;
                    atDash = true;
                }
            }
        }
        return path;
    }

    /** Returns the other keys of the mapping that contains the line, both above and below the line. */
    private static Map<String, String> siblings(List<String> lines, int line, Line here) {
        Map<String, String> siblings = new LinkedHashMap<>();
        for (int at = line - 1; here.dashes().isEmpty() && at >= 0; at--) {
            Line parsed = parseLine(lines.get(at), 0);
            if (isBlankOrComment(lines.get(at)) || parsed.column() > here.column()) {
                continue;
            }
            if (parsed.column() < here.column()) {
                break;
            }
            addSibling(siblings, parsed);
            if (!parsed.dashes().isEmpty()) {
                break;
            }
        }
        for (int at = line + 1; at < lines.size(); at++) {
            Line parsed = parseLine(lines.get(at), 0);
            if (isBlankOrComment(lines.get(at)) || parsed.dashes().isEmpty() && parsed.column() > here.column()) {
                continue;
            }
            if (parsed.column() < here.column()
                    || !parsed.dashes().isEmpty() && parsed.dashes().getFirst() < here.column()) {
                break;
            }
            addSibling(siblings, parsed);
        }
        return siblings;
    }

    private static void addSibling(Map<String, String> siblings, Line line) {
        if (!line.key().isEmpty()) {
            siblings.putIfAbsent(
                    line.key(),
                    line.value()
                            .replaceFirst("\\s+#.*$", "")
                            .replaceAll("^[\"']|[\"']$", "")
                            .strip());
        }
    }

    private static boolean isBlankOrComment(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    private static int wordStart(String line, int from, int cursor) {
        int start = cursor;
        while (start > from && ",[{ \"'".indexOf(line.charAt(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    private static int wordEnd(String line, int cursor, String delimiters) {
        int end = cursor;
        while (end < line.length() && delimiters.indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
