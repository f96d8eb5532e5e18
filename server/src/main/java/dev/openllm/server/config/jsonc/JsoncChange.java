package dev.openllm.server.config.jsonc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import java.util.Optional;

/** The current and the wanted content of a value in a JSON text. */
public record JsoncChange(JsonNode old, JsonNode wanted, Optional<Shape> shape) {

    /** For a member that exists in both. */
    JsoncChange below(String name) {
        return new JsoncChange(
                old.get(name),
                wanted.get(name),
                NormalizedConfig.field(shape, name).map(Field::shape).or(() -> NormalizedConfig.textShape(shape)));
    }

    boolean isOfArrays() {
        return old.isArray() && wanted.isArray();
    }

    boolean isOfObjects() {
        return old.isObject() && wanted.isObject();
    }
}
