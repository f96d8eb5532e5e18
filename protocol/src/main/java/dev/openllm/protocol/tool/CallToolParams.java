package dev.openllm.protocol.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;

/**
 * A tool to call.
 *
 * @param name the name of the tool, as listed
 * @param arguments the arguments, which must match the tool's schema
 */
public record CallToolParams(String name, ObjectNode arguments) {

    public CallToolParams {
        name = Wire.orElse(name, "");
        arguments = Wire.orElse(arguments, JsonNodeFactory.instance.objectNode());
    }
}
