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
    public String merge(String text, ObjectNode content) throws IOException {
        return merge(text, List.of(), content);
    }

    private static String merge(String text, List<String> table, ObjectNode content) throws IOException {
        String merged = text;
        for (Map.Entry<String, JsonNode> field : content.properties()) {
            List<String> path = childPath(table, field.getKey());
            merged = field.getValue() instanceof ObjectNode inner
                    ? merge(merged, path, inner)
                    : assign(merged, path, field.getValue().toString());
        }
        return merged;
    }

    private static List<String> childPath(List<String> table, String name) {
        List<String> path = new ArrayList<>(table);
        path.add(name);
        return path;
    }

    private static String assign(String text, List<String> path, String value) throws IOException {
        TomlText toml = TomlText.of(text);
        Optional<Assignment> existing = toml.find(path);
        if (existing.isPresent()) {
            return replace(text, existing.get().valueStart(), existing.get().valueEnd(), value);
        }
        rejectOtherForms(toml, path);
        List<String> table = path.subList(0, path.size() - 1);
        String line = quoteKey(path.getLast()) + " = " + value + newline(text);
        Optional<Header> header = toml.header(table);
        if (header.isEmpty() && !table.isEmpty()) {
            String gap = text.isEmpty()
                    ? ""
                    : text.endsWith("\n") ? newline(text) : newline(text).repeat(2);
            return text + gap + "[" + table.stream().map(TomlFile::quoteKey).collect(Collectors.joining(".")) + "]"
                    + newline(text) + line;
        }
        int position = insertPosition(toml, header);
        String before = text.substring(0, position);
        return (before.isEmpty() || before.endsWith("\n") ? before : before + newline(text))
                + line
                + text.substring(position);
    }

    /**
     * Returns the offset just past the last assignment of a section. A new assignment is inserted at this offset, so
     * that the comments that precede the next section remain next to it.
     */
    private static int insertPosition(TomlText toml, Optional<Header> header) {
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
    private static void rejectOtherForms(TomlText toml, List<String> path) throws IOException {
        for (int length = 1; length < path.size(); length++) {
            List<String> table = path.subList(0, length);
            boolean isArrayTable = toml.headers().stream()
                    .anyMatch(header -> header.isArrayTable() && header.path().equals(table));
            if (isArrayTable || toml.find(table).isPresent()) {
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
    public String undo(String currentText, String before, String after) throws IOException {
        TomlText original = TomlText.of(before);
        TomlText changed = TomlText.of(after);
        String undone = currentText;
        for (Assignment assignment : changed.assignments()) {
            String value = changed.value(assignment);
            Optional<String> previousValue = original.find(assignment.path()).map(original::value);
            TomlText current = TomlText.of(undone);
            Optional<Assignment> existing = current.find(assignment.path())
                    .filter(found -> current.value(found).equals(value));
            if (existing.isEmpty() || previousValue.filter(value::equals).isPresent()) {
                continue; // changed after the earlier change, or not part of it
            }
            undone = previousValue.isPresent()
                    ? replace(
                            undone, existing.get().valueStart(), existing.get().valueEnd(), previousValue.get())
                    : replace(undone, existing.get().start(), existing.get().end(), "");
        }
        return withoutEmptySections(undone, original, changed);
    }

    private static String withoutEmptySections(String text, TomlText original, TomlText changed) throws IOException {
        String result = text;
        for (Header header : changed.headers()) {
            Optional<Header> existing = TomlText.of(result).header(header.path());
            if (original.header(header.path()).isEmpty() && existing.isPresent()) {
                int end = TomlText.of(result).sectionEnd(existing);
                if (result.substring(existing.get().end(), end).isBlank()) {
                    String before = result.substring(0, existing.get().start());
                    String prefix = before.endsWith("\n\n") ? before.substring(0, before.length() - 1) : before;
                    result = prefix + result.substring(existing.get().end());
                }
            }
        }
        return result;
    }

    private static String replace(String text, int start, int end, String replacement) {
        return text.substring(0, start) + replacement + text.substring(end);
    }

    private static String quoteKey(String name) {
        return name.matches("[A-Za-z0-9_-]+")
                ? name
                : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String newline(String text) {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }
}
