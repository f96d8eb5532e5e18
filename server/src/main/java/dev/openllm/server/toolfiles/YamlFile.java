package dev.openllm.server.toolfiles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.yaml.YamlPatch;
import java.io.IOException;

/** A YAML file whose root is a mapping. */
record YamlFile() implements FileFormat.Editing {

    @Override
    public String merge(String text, ObjectNode content) throws IOException {
        return write(text, TreeMerge.merge(read(text), content));
    }

    @Override
    public String undo(String currentText, String before, String after) throws IOException {
        return write(currentText, TreeMerge.undo(read(currentText), read(before), read(after)));
    }

    private static ObjectNode read(String text) throws IOException {
        try {
            return YamlPatch.readForeign(text);
        } catch (ConfigFileException broken) {
            throw new IOException("line " + broken.line() + " is not valid YAML", broken);
        }
    }

    private static String write(String text, ObjectNode content) throws IOException {
        try {
            return YamlPatch.applyToForeign(text, content);
        } catch (ConfigFileException | OpenLlmException unsupported) {
            throw new IOException("the change cannot be made in its current form", unsupported);
        }
    }
}
