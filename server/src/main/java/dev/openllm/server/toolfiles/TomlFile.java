package dev.openllm.server.toolfiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.toolfiles.TomlText.Assignment;
import dev.openllm.server.toolfiles.TomlText.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A TOML file. When content is merged, objects are written as tables, and all other values as assignments. */
record TomlFile() implements FileFormat.Editing {

    @Override
    public String merged(String text, ObjectNode content) throws IOException {
        return merged(text, List.of(), content);
    }

    private static String merged(String text, List<String> table, ObjectNode content) throws IOException {
        String merged = text;
        for (Map.Entry<String, JsonNode> field : content.properties()) {
            List<String> path = below(table, field.getKey());
            merged = field.getValue() instanceof ObjectNode inner
                    ? merged(merged, path, inner)
                    : assigned(merged, path, field.getValue().toString());
        }
        return merged;
    }

    private static List<String> below(List<String> table, String name) {
        List<String> path = new ArrayList<>(table);
        path.add(name);
        return path;
    }

    private static String assigned(String text, List<String> path, String value) throws IOException {
        TomlText toml = TomlText.of(text);
        Optional<Assignment> there = toml.find(path);
        if (there.isPresent()) {
            return replaced(text, there.get().valueStart(), there.get().valueEnd(), value);
        }
        refuseOtherForms(toml, path);
        List<String> table = path.subList(0, path.size() - 1);
        String line = name(path.getLast()) + " = " + value + newline(text);
        Optional<Header> header = toml.header(table);
        if (header.isEmpty() && !table.isEmpty()) {
            String gap = text.isEmpty()
                    ? ""
                    : text.endsWith("\n") ? newline(text) : newline(text).repeat(2);
            return text + gap + "[" + table.stream().map(TomlFile::name).collect(Collectors.joining(".")) + "]"
                    + newline(text) + line;
        }
        int at = lastLine(toml, header);
        String before = text.substring(0, at);
        return (before.isEmpty() || before.endsWith("\n") ? before : before + newline(text))
                + line
                + text.substring(at);
    }

    /**
     * Returns the offset just past the last assignment of a section. A new assignment is inserted at this offset, so
     * that the comments that precede the next section remain next to it.
     */
    private static int lastLine(TomlText toml, Optional<Header> header) {
        int start = header.map(Header::end).orElse(0);
        int end = toml.sectionEnd(header);
        return toml.assignments().stream()
                .filter(assignment -> assignment.start() >= start && assignment.start() < end)
                .mapToInt(Assignment::end)
                .max()
                .orElse(start);
    }

    /**
     * Rejects a path to which an assignment cannot be added without making the file invalid, such as a path that
     * contains an inline table or a table in an array of tables.
     */
    private static void refuseOtherForms(TomlText toml, List<String> path) throws IOException {
        for (int length = 1; length < path.size(); length++) {
            List<String> table = path.subList(0, length);
            boolean several = toml.headers().stream()
                    .anyMatch(header -> header.several() && header.path().equals(table));
            if (several || toml.find(table).isPresent()) {
                throw new IOException("'" + String.join(".", table) + "' is not written as a table");
            }
        }
        boolean dotted = toml.header(path.subList(0, path.size() - 1)).isEmpty()
                && path.size() > 1
                && toml.assignments().stream()
                        .anyMatch(other -> other.path().size() >= path.size()
                                && other.path().subList(0, path.size() - 1).equals(path.subList(0, path.size() - 1)));
        if (dotted || toml.headers().stream().anyMatch(header -> header.path().equals(path))) {
            throw new IOException("'" + String.join(".", path) + "' is written in another form");
        }
    }

    @Override
    public String undone(String now, String before, String after) throws IOException {
        TomlText old = TomlText.of(before);
        TomlText made = TomlText.of(after);
        String undone = now;
        for (Assignment assignment : made.assignments()) {
            String value = made.value(assignment);
            Optional<String> was = old.find(assignment.path()).map(old::value);
            TomlText current = TomlText.of(undone);
            Optional<Assignment> there = current.find(assignment.path())
                    .filter(found -> current.value(found).equals(value));
            if (there.isEmpty() || was.filter(value::equals).isPresent()) {
                continue; // changed after the earlier change, or not part of it
            }
            undone = was.isPresent()
                    ? replaced(undone, there.get().valueStart(), there.get().valueEnd(), was.get())
                    : replaced(undone, there.get().start(), there.get().end(), "");
        }
        return withoutEmptySections(undone, old, made);
    }

    private static String withoutEmptySections(String text, TomlText old, TomlText made) throws IOException {
        String rest = text;
        for (Header header : made.headers()) {
            Optional<Header> there = TomlText.of(rest).header(header.path());
            if (old.header(header.path()).isEmpty() && there.isPresent()) {
                int end = TomlText.of(rest).sectionEnd(there);
                if (rest.substring(there.get().end(), end).isBlank()) {
                    String before = rest.substring(0, there.get().start());
                    String head = before.endsWith("\n\n") ? before.substring(0, before.length() - 1) : before;
                    rest = head + rest.substring(there.get().end());
                }
            }
        }
        return rest;
    }

    private static String replaced(String text, int start, int end, String by) {
        return text.substring(0, start) + by + text.substring(end);
    }

    private static String name(String name) {
        return name.matches("[A-Za-z0-9_-]+")
                ? name
                : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String newline(String text) {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }
}
