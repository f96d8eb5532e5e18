package dev.openllm.protocol.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;

/**
 * A call to an editor tool.
 *
 * @param name the name of the tool, as returned by {@code tools/list}
 * @param arguments the arguments, which must match the tool's schema
 */
public record CallToolParams(String name, ObjectNode arguments) {

    public CallToolParams {
        name = Wire.orElse(name, "");
        arguments = Wire.orElse(arguments, JsonNodeFactory.instance.objectNode());
    }
}
