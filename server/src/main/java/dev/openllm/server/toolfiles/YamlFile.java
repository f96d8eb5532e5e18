package dev.openllm.server.toolfiles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.yaml.YamlPatch;
import java.io.IOException;

/** A YAML file whose root is a mapping. */
record YamlFile() implements FileFormat.Editing {

    @Override
    public String merged(String text, ObjectNode content) throws IOException {
        return written(text, TreeMerge.merged(read(text), content));
    }

    @Override
    public String undone(String now, String before, String after) throws IOException {
        return written(now, TreeMerge.undone(read(now), read(before), read(after)));
    }

    private static ObjectNode read(String text) throws IOException {
        try {
            return YamlPatch.readForeign(text);
        } catch (ConfigFileException broken) {
            throw new IOException("line " + broken.line() + " is not valid YAML", broken);
        }
    }

    private static String written(String text, ObjectNode wanted) throws IOException {
        try {
            return YamlPatch.applyToForeign(text, wanted);
        } catch (ConfigFileException | OpenLlmException impossible) {
            throw new IOException("the change cannot be made in its current form", impossible);
        }
    }
}
