package dev.openllm.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a cursor stands in a YAML text that is being written and so can seldom be parsed: told by lines and their
 * indentation, as its author sees it.
 *
 * @param path the keys that lead there, with {@link #ITEM} for an item of a list; the key of a value is its last
 * @param inValue behind a key and its colon, or behind the dash of an item that is no block
 * @param siblings the keys of the same block with what stands behind them, but for the one of the cursor
 * @param outer likewise of the block that the block of the cursor is in
 * @param word what stands there
 * @param start where the word begins, from 0
 * @param end behind its last letter
 */
record YamlCursor(
        List<String> path,
        boolean inValue,
        Map<String, String> siblings,
        Map<String, String> outer,
        String word,
        int start,
        int end) {

    static final String ITEM = "-";

    private static final Pattern LINE = Pattern.compile(
            "^(?<lead>[ ]*(?:-[ ]+|-$)*)(?:(?<key>[^\\s#:\\[\\]{},]+):(?:[ ]+|$))?(?<rest>.*)$");

    /**
     * A line with something on it.
     *
     * @param dashes the columns of its dashes
     * @param column where its content begins
     */
    private record Line(List<Integer> dashes, int column, String key, int valueColumn, String value) {}

    private record Step(String name, int line) {}

    /** @param line from 0 @param column from 0 */
    static YamlCursor at(String text, int line, int column) {
        List<String> lines = text.lines().toList();
        String current = line < lines.size() ? lines.get(line) : "";
        int cursor = Math.min(column, current.length());
        Line here = read(current, cursor);
        boolean inValue = !here.key().isEmpty() && cursor >= here.valueColumn();
        int start = inValue ? wordStart(current, here.valueColumn(), cursor) : here.column();
        int end = wordEnd(current, cursor, inValue);
        boolean inFlow = inValue && start > here.valueColumn() && here.value().startsWith("[");
        List<Step> steps = pathTo(lines, line, here);
        List<String> path = new ArrayList<>(steps.stream().map(Step::name).toList());
        Map<String, String> outer = steps.reversed().stream()
                .filter(step -> !step.name().equals(ITEM))
                .findFirst()
                .map(step -> siblings(lines, step.line(), read(lines.get(step.line()), 0)))
                .orElse(Map.of());
        if (inValue) {
            path.add(here.key());
        }
        if (inFlow) {
            path.add(ITEM);
        }
        String word = current.substring(Math.min(start, end), end);
        return new YamlCursor(List.copyOf(path), inValue, siblings(lines, line, here), outer, word, start, end);
    }

    private static Line read(String line, int cursor) {
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

    /** From the top to the block of the cursor, found by going up to lines that stand further left. */
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
            if (isNothing(above)) {
                continue;
            }
            Line it = read(above, 0);
            boolean isParent = it.column() < limit || atDash && it.dashes().isEmpty() && it.column() == limit;
            if (isParent && !it.key().isEmpty()) {
                path.addFirst(new Step(it.key(), at));
                limit = it.column();
                atDash = false;
            }
            for (int dash : it.dashes().reversed()) {
                if (dash < limit && !atDash) {
                    path.addFirst(new Step(ITEM, at));
                    limit = dash;
                    atDash = true;
                }
            }
        }
        return path;
    }

    /** The other keys of the block: above and below, as far as it goes. */
    private static Map<String, String> siblings(List<String> lines, int line, Line here) {
        Map<String, String> siblings = new LinkedHashMap<>();
        for (int at = line - 1; here.dashes().isEmpty() && at >= 0; at--) {
            Line it = read(lines.get(at), 0);
            if (isNothing(lines.get(at)) || it.column() > here.column()) {
                continue;
            }
            if (it.column() < here.column()) {
                break;
            }
            put(siblings, it);
            if (!it.dashes().isEmpty()) {
                break;
            }
        }
        for (int at = line + 1; at < lines.size(); at++) {
            Line it = read(lines.get(at), 0);
            if (isNothing(lines.get(at)) || it.dashes().isEmpty() && it.column() > here.column()) {
                continue;
            }
            if (it.column() < here.column() || !it.dashes().isEmpty() && it.dashes().getFirst() < here.column()) {
                break;
            }
            put(siblings, it);
        }
        return siblings;
    }

    private static void put(Map<String, String> siblings, Line line) {
        if (!line.key().isEmpty()) {
            siblings.putIfAbsent(line.key(), line.value().replaceFirst("\\s+#.*$", "").replaceAll("^[\"']|[\"']$", "").strip());
        }
    }

    private static boolean isNothing(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    private static int wordStart(String line, int from, int cursor) {
        int start = cursor;
        while (start > from && ",[ \"'".indexOf(line.charAt(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    private static int wordEnd(String line, int cursor, boolean inValue) {
        int end = cursor;
        while (end < line.length() && (inValue ? ",] #\"'" : ": #").indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
