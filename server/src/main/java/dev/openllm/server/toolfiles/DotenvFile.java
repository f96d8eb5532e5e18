package dev.openllm.server.toolfiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file that consists of {@code NAME=value} lines. */
record DotenvFile() implements FileFormat.Editing {

    @Override
    public String merge(String text, ObjectNode content) {
        List<String> lines = lines(text);
        for (Map.Entry<String, JsonNode> variable : content.properties()) {
            String line = variable.getKey() + "=" + variable.getValue().asText();
            Optional<Integer> index = lastIndex(lines, variable.getKey());
            if (index.isPresent()) {
                lines.set(index.get(), line);
            } else {
                lines.add(line);
            }
        }
        return text(lines);
    }

    @Override
    public String undo(String currentText, String before, String after) {
        List<String> lines = lines(currentText);
        List<String> oldLines = lines(before);
        for (String changedLine : lines(after)) {
            String name = variableName(changedLine);
            Optional<Integer> index = lastIndex(lines, name);
            boolean isUnchanged =
                    index.filter(at -> lines.get(at).equals(changedLine)).isPresent();
            if (name.isEmpty() || oldLines.contains(changedLine) || !isUnchanged) {
                continue;
            }
            Optional<Integer> oldIndex = lastIndex(oldLines, name);
            if (oldIndex.isPresent()) {
                lines.set(index.orElseThrow(), oldLines.get(oldIndex.get()));
            } else {
                lines.remove(index.orElseThrow().intValue());
            }
        }
        return text(lines);
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(text.lines().toList());
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String variableName(String line) {
        int equals = line.indexOf('=');
        return equals < 0 || line.strip().startsWith("#")
                ? ""
                : line.substring(0, equals).strip().replaceFirst("^export\\s+", "");
    }

    private static Optional<Integer> lastIndex(List<String> lines, String name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (!name.isEmpty() && variableName(lines.get(i)).equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
