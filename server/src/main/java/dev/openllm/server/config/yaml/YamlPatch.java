package dev.openllm.server.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.config.text.ConfigFileException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Changes a YAML document so that it has the wanted content, without changing any unaffected character. */
public final class YamlPatch {

    /**
     * The maximum number of times that each value can be added, removed, moved, or replaced. This limit prevents
     * endless repetition if a step makes no progress.
     */
    private static final int MAX_STEPS_PER_VALUE = 3;

    private static final int MAX_OTHER_STEPS = 20;

    private YamlPatch() {}

    /**
     * Returns the document with the wanted content.
     *
     * @param wanted the wanted content, derived from the normalized form of the document
     * @throws ConfigFileException if the text is not valid YAML
     * @throws OpenLlmException if the user must make the change manually
     */
    public static String apply(String text, ObjectNode wanted) throws ConfigFileException {
        return apply(text, wanted, Optional.of(ConfigSchema.ROOT));
    }

    /**
     * Returns the document with the wanted content, without using the configuration schema. This method is intended for
     * the files of other programs.
     */
    public static String applyToForeign(String text, ObjectNode wanted) throws ConfigFileException {
        return apply(text, wanted, Optional.empty());
    }

    private static String apply(String text, ObjectNode wanted, Optional<Shape> shape) throws ConfigFileException {
        String current = text;
        int maxSteps = MAX_OTHER_STEPS + MAX_STEPS_PER_VALUE * (countValues(read(text, shape)) + countValues(wanted));
        for (int i = 0; i < maxSteps; i++) {
            Optional<String> next = i == 0 ? step(current, wanted, shape) : laterStep(current, wanted, shape);
            if (next.isEmpty()) {
                return current;
            }
            if (next.get().equals(current)) {
                break;
            }
            current = next.get();
        }
        throw manualEditRequired();
    }

    private static int countValues(JsonNode node) {
        int count = 1;
        for (JsonNode inner : node) {
            count += countValues(inner);
        }
        return count;
    }

    private static Optional<String> laterStep(String text, ObjectNode wanted, Optional<Shape> shape) {
        try {
            return step(text, wanted, shape);
        } catch (ConfigFileException brokenByUs) {
            throw manualEditRequired();
        }
    }

    private static Optional<String> step(String text, ObjectNode wanted, Optional<Shape> shape)
            throws ConfigFileException {
        ObjectNode current = read(text, shape);
        if (NormalizedConfig.isEquivalent(current, wanted)) {
            return Optional.empty();
        }
        Optional<Node> root = YamlText.parse(text);
        if (root.isPresent() && root.get() instanceof MappingNode mapping) {
            try {
                return YamlStep.next(text, mapping, wanted, shape);
            } catch (IndexOutOfBoundsException | NoSuchElementException unusualLayout) {
                throw manualEditRequired(); // The document uses an unsupported layout, such as a key written with '?'.
            }
        }
        return Optional.of(YamlSplice.fill(text, wanted, new YamlRender(YamlLayout.newline(text), true), shape));
    }

    /** Returns the normalized form of a document. */
    public static ObjectNode read(String text) throws ConfigFileException {
        return read(text, Optional.of(ConfigSchema.ROOT));
    }

    /** Returns the content of another program's file in the form that {@link #applyToForeign} compares. */
    public static ObjectNode readForeign(String text) throws ConfigFileException {
        return read(text, Optional.empty());
    }

    private static ObjectNode read(String text, Optional<Shape> shape) throws ConfigFileException {
        return (ObjectNode) NormalizedConfig.of(YamlTree.read(text, Origin.Source.YAML_USER, Path.of("")), shape);
    }

    private static OpenLlmException manualEditRequired() {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.of("The change cannot be applied automatically because of the structure of this file."),
                UserText.of("Make the change in the file."));
    }
}
