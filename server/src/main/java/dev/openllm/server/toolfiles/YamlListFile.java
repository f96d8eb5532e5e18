package dev.openllm.server.toolfiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A YAML file whose root is a list, to which flat mappings are appended. The content to merge contains these mappings
 * in its {@code items} field.
 */
record YamlListFile() implements FileFormat.Editing {

    @Override
    public String merge(String text, ObjectNode content) throws IOException {
        boolean isBlockList = text.lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#") && !line.equals("---"))
                .findFirst()
                .map(line -> line.startsWith("- "))
                .orElse(true);
        if (!isBlockList) {
            throw new IOException("it is not a list with one item per line");
        }
        String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        return text
                + separator
                + StreamSupport.stream(content.path("items").spliterator(), false)
                        .map(YamlListFile::formatItem)
                        .collect(Collectors.joining());
    }

    /** Returns the item as YAML text. JSON scalars are also valid YAML scalars. */
    private static String formatItem(JsonNode item) {
        return item.properties().stream()
                .map((Map.Entry<String, JsonNode> field) -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining("\n  ", "- ", "\n"));
    }

    @Override
    public String undo(String currentText, String before, String after) throws IOException {
        String added = after.startsWith(before) ? after.substring(before.length()) : after;
        int position = currentText.indexOf(added);
        if (added.isEmpty() || position < 0) {
            throw new IOException("its items were changed");
        }
        return currentText.substring(0, position) + currentText.substring(position + added.length());
    }
}
