package dev.openllm.server.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/** The vectors of a response, indexed by the positions of the corresponding inputs. */
final class Vectors {

    private static final float[] NONE = {};

    private final float[][] byPosition;
    private int surplus;

    Vectors(int size) {
        byPosition = new float[size][];
        Arrays.fill(byPosition, NONE);
    }

    /** Adds vectors that are listed in the order of the corresponding inputs. */
    Vectors addAll(JsonNode list) {
        int position = 0;
        for (JsonNode value : list) {
            add(position++, value);
        }
        return this;
    }

    void add(int position, JsonNode value) {
        boolean free = position >= 0 && position < byPosition.length && byPosition[position].length == 0;
        if (free) {
            byPosition[position] = read(value);
        } else {
            surplus++;
        }
    }

    /** Normalizes every vector to length 1. */
    Vectors normalize() {
        for (float[] vector : byPosition) {
            double sum = 0;
            for (float component : vector) {
                sum += (double) component * component;
            }
            double length = Math.sqrt(sum);
            for (int i = 0; length > 0 && i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return this;
    }

    EmbeddingResponse response(JsonNode inputTokens) {
        return new EmbeddingResponse(
                List.of(byPosition),
                surplus,
                inputTokens.canConvertToLong() && inputTokens.asLong() >= 0
                        ? OptionalLong.of(inputTokens.asLong())
                        : OptionalLong.empty());
    }

    /**
     * Reads a vector, which is either an array of numbers or a Base64 string. Returns an empty vector if the value is
     * invalid.
     */
    private static float[] read(JsonNode value) {
        float[] vector = value.isTextual() ? decode(value.textValue()) : numbers(value);
        for (float component : vector) {
            if (!Float.isFinite(component)) {
                return NONE;
            }
        }
        return vector;
    }

    private static float[] numbers(JsonNode list) {
        if (!list.isArray()) {
            return NONE;
        }
        float[] vector = new float[list.size()];
        for (int i = 0; i < vector.length; i++) {
            JsonNode component = list.get(i);
            vector[i] = component.isNumber() ? component.floatValue() : Float.NaN;
        }
        return vector;
    }

    /**
     * Decodes a Base64 string that contains 32-bit little-endian floats. Source: {@code resources/embeddings.py} in
     * openai-python.
     */
    private static float[] decode(String base64) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.remaining() % Float.BYTES != 0) {
                return NONE;
            }
            float[] vector = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(vector);
            return vector;
        } catch (IllegalArgumentException malformed) {
            return NONE;
        }
    }
}
