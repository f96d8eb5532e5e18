package dev.openllm.server.dialect.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An embedding request to a provider.
 *
 * @param model the provider's model ID
 * @param texts the strings to embed; empty if token IDs are given
 * @param tokens the token IDs to embed, one list for each input
 * @param dimensions the requested number of dimensions; if absent, the model's default is used
 * @param inputType the purpose of the inputs
 * @param truncate whether the provider may truncate inputs that are too long
 * @param quirks the quirks of the provider and the model
 * @param fields the additional fields to add to the request body, unchanged
 */
public record EmbeddingCall(
        String model,
        List<String> texts,
        List<List<Integer>> tokens,
        OptionalInt dimensions,
        Optional<InputType> inputType,
        boolean truncate,
        Quirks quirks,
        Map<String, JsonNode> fields) {

    public EmbeddingCall {
        texts = List.copyOf(texts);
        tokens = List.copyOf(tokens);
        fields = Map.copyOf(fields);
    }

    /** Creates a request that has no additional fields. */
    public EmbeddingCall(
            String model,
            List<String> texts,
            List<List<Integer>> tokens,
            OptionalInt dimensions,
            Optional<InputType> inputType,
            boolean truncate,
            Quirks quirks) {
        this(model, texts, tokens, dimensions, inputType, truncate, quirks, Map.of());
    }

    /** Adds each additional field to the body unless the body already contains a field of the same name. */
    void addFields(ObjectNode body) {
        fields.forEach(body::putIfAbsent);
    }

    /** Returns the number of vectors that the response must contain, which is the number of inputs. */
    public int size() {
        return texts.isEmpty() ? tokens.size() : texts.size();
    }
}
