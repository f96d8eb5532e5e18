package dev.openllm.server.config.jsonc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import java.util.Optional;

/**
 * A change to a value in JSON text.
 *
 * @param old the current value
 * @param wanted the value after the change
 * @param shape the expected shape of the value
 */
public record JsoncChange(JsonNode old, JsonNode wanted, Optional<Shape> shape) {

    /** Returns the change to a member of the object. The member must exist both before and after the change. */
    JsoncChange memberChange(String name) {
        return new JsoncChange(
                old.get(name),
                wanted.get(name),
                NormalizedConfig.field(shape, name).map(Field::shape).or(() -> NormalizedConfig.textShape(shape)));
    }

    boolean isArrayChange() {
        return old.isArray() && wanted.isArray();
    }

    boolean isObjectChange() {
        return old.isObject() && wanted.isObject();
    }
}
