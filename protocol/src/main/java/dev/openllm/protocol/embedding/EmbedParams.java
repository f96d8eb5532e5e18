package dev.openllm.protocol.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request for the embeddings of strings or of token IDs. The number of inputs is not limited: the server sends them
 * in batches that the provider accepts.
 *
 * @param model {@code provider/model}
 * @param texts the strings; empty if token IDs are specified
 * @param tokens the token IDs of the model's own vocabulary, one list for each input; not every provider accepts them
 * @param dimensions the length of the vectors, for models that can shorten them; the model's default when absent
 * @param inputType the purpose of the input; ignored for models that do not distinguish between purposes
 * @param truncate whether input that is too long can be truncated if the provider supports that; otherwise, it is an
 *     error
 * @param consumer the caller, for consent and the usage record: an extension's ID, {@code cli}, {@code python}, …
 * @param dialectFields additional fields by dialect name, such as {@code ollama-chat}; sent unchanged to providers of
 *     that dialect and not to any others
 */
public record EmbedParams(
        String model,
        List<String> texts,
        List<List<Integer>> tokens,
        OptionalInt dimensions,
        Optional<InputType> inputType,
        boolean truncate,
        Optional<String> consumer,
        Map<String, Map<String, JsonNode>> dialectFields) {

    public EmbedParams {
        model = Wire.orElse(model, "");
        texts = Wire.list(texts);
        tokens = Wire.list(tokens);
        dimensions = Wire.orElse(dimensions, OptionalInt.empty());
        inputType = Wire.orElse(inputType, Optional.empty());
        consumer = Wire.orElse(consumer, Optional.empty());
        dialectFields = Wire.map(dialectFields);
    }

    /** A request without fields for a dialect. */
    public EmbedParams(
            String model,
            List<String> texts,
            List<List<Integer>> tokens,
            OptionalInt dimensions,
            Optional<InputType> inputType,
            boolean truncate,
            Optional<String> consumer) {
        this(model, texts, tokens, dimensions, inputType, truncate, consumer, Map.of());
    }

    /** A request for strings, with the model's default dimensions. */
    public static EmbedParams of(String model, List<String> texts) {
        return new EmbedParams(model, texts, List.of(), OptionalInt.empty(), Optional.empty(), false, Optional.empty());
    }

    /** Returns the number of requested embeddings. */
    public int size() {
        return texts.isEmpty() ? tokens.size() : texts.size();
    }

    /** The same request with additional fields for providers of a dialect. */
    public EmbedParams withDialectFields(Map<String, Map<String, JsonNode>> fields) {
        return new EmbedParams(model, texts, tokens, dimensions, inputType, truncate, consumer, fields);
    }

    /** The same request on behalf of a consumer. */
    public EmbedParams forConsumer(String name) {
        return new EmbedParams(model, texts, tokens, dimensions, inputType, truncate, Optional.of(name), dialectFields);
    }
}
