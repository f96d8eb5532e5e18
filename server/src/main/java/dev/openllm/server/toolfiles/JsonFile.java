package dev.openllm.server.toolfiles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.config.jsonc.JsoncText;
import dev.openllm.server.config.schema.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A JSON file, which can contain comments and trailing commas. */
record JsonFile() implements FileFormat.Editing {

    private static final Shape.Group ANYTHING = new Shape.Group(Optional.empty(), List.of());

    @Override
    public String merge(String text, ObjectNode content) throws IOException {
        JsoncText file = new JsoncText(text);
        ObjectNode merged = TreeMerge.merge(file.read(), content);
        return text.isBlank()
                ? merged.toPrettyString() + "\n"
                : file.withContent(merged, ANYTHING).text();
    }

    @Override
    public String undo(String currentText, String before, String after) throws IOException {
        JsoncText file = new JsoncText(currentText);
        return file.withContent(
                        TreeMerge.undo(file.read(), new JsoncText(before).read(), new JsoncText(after).read()),
                        ANYTHING)
                .text();
    }
}
