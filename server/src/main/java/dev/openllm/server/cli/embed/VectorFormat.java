package dev.openllm.server.cli.embed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;

/** The output formats for embedding vectors. Each vector is printed on one line. */
enum VectorFormat {
    /**
     * A JSON object, such as {@code {"index":0,"embedding":[…]}}. If the input is a file, the object also contains the
     * name of the file.
     */
    JSON,
    /** Base64-encoded 32-bit floating-point numbers in little-endian order. */
    BASE64,
    /** Comma-separated decimal numbers. */
    CSV;

    String line(int index, Optional<String> file, float... vector) {
        return switch (this) {
            case JSON -> json(index, file, vector);
            case BASE64 -> base64(vector);
            case CSV -> csv(vector);
        };
    }

    private static String json(int index, Optional<String> file, float... vector) {
        ObjectNode line = Wire.JSON.createObjectNode().put("index", index);
        file.ifPresent(name -> line.put("file", name));
        ArrayNode numbers = line.putArray("embedding");
        for (float component : vector) {
            numbers.add(component);
        }
        return line.toString();
    }

    private static String base64(float... vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String csv(float... vector) {
        StringBuilder line = new StringBuilder();
        for (float component : vector) {
            line.append(line.isEmpty() ? "" : ",").append(component);
        }
        return line.toString();
    }
}
