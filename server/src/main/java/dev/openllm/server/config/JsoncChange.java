package dev.openllm.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a value of a JSON text says, and what it is to say. */
record JsoncChange(JsonNode old, JsonNode wanted, Optional<Shape> shape) {

    /** Of a member that both have. */
    JsoncChange below(String name) {
        return new JsoncChange(
                old.get(name),
                wanted.get(name),
                PlainConfig.field(shape, name).map(Field::shape).or(() -> PlainConfig.textShape(shape)));
    }

    boolean isOfArrays() {
        return old.isArray() && wanted.isArray();
    }

    boolean isOfObjects() {
        return old.isObject() && wanted.isObject();
    }
}
