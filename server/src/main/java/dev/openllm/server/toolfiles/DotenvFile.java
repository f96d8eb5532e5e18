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
    public String merged(String text, ObjectNode content) {
        List<String> lines = lines(text);
        for (Map.Entry<String, JsonNode> variable : content.properties()) {
            String line = variable.getKey() + "=" + variable.getValue().asText();
            Optional<Integer> there = last(lines, variable.getKey());
            if (there.isPresent()) {
                lines.set(there.get(), line);
            } else {
                lines.add(line);
            }
        }
        return text(lines);
    }

    @Override
    public String undone(String now, String before, String after) {
        List<String> lines = lines(now);
        List<String> old = lines(before);
        for (String made : lines(after)) {
            String name = name(made);
            Optional<Integer> there = last(lines, name);
            boolean stillThere = there.filter(at -> lines.get(at).equals(made)).isPresent();
            if (name.isEmpty() || old.contains(made) || !stillThere) {
                continue;
            }
            Optional<Integer> was = last(old, name);
            if (was.isPresent()) {
                lines.set(there.orElseThrow(), old.get(was.get()));
            } else {
                lines.remove(there.orElseThrow().intValue());
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

    private static String name(String line) {
        int equals = line.indexOf('=');
        return equals < 0 || line.strip().startsWith("#")
                ? ""
                : line.substring(0, equals).strip().replaceFirst("^export\\s+", "");
    }

    private static Optional<Integer> last(List<String> lines, String name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (!name.isEmpty() && name(lines.get(i)).equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
