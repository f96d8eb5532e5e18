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
 * One request of a provider.
 *
 * @param model the provider's id of the model
 * @param texts the texts of this request; empty if token IDs are given
 * @param tokens the token IDs of this request, one list for each text
 * @param dimensions the length of the vectors; the model's own when absent
 * @param truncate whether texts that are too long may be cut
 * @param quirks what is different with this provider or model
 * @param fields further fields of this API, sent as they are
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

    /** A request without further fields. */
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

    /** Adds the further fields that the request does not have yet. */
    void addFields(ObjectNode body) {
        fields.forEach(body::putIfAbsent);
    }

    /** The number of vectors that the response must contain. */
    public int size() {
        return texts.isEmpty() ? tokens.size() : texts.size();
    }
}
