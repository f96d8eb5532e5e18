package dev.openllm.protocol.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request for the embeddings of strings or token IDs. The number of inputs is not limited, because the server sends
 * them in batches that the provider accepts.
 *
 * @param model the model, as {@code provider/model}
 * @param texts the strings; empty if token IDs are specified
 * @param tokens the token IDs from the model's own vocabulary, one list for each input; not every provider accepts
 *     token IDs
 * @param dimensions the length of the vectors, for models that can shorten them; the model's default if absent
 * @param inputType the purpose of the input; ignored for models that do not distinguish between purposes
 * @param truncate whether to truncate an input that is too long, if the provider supports truncation; if false, such an
 *     input is an error
 * @param consumer the caller, for access decisions and the usage record, such as an extension's ID, {@code cli}, or
 *     {@code python}
 * @param dialectFields additional fields, grouped by dialect name, such as {@code ollama-chat}; the fields of a dialect
 *     are sent unchanged, and only to providers that use that dialect
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

    /** Creates a request without dialect-specific fields. */
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

    /** Creates a request for the embeddings of strings, with the model's default vector length. */
    public static EmbedParams of(String model, List<String> texts) {
        return new EmbedParams(model, texts, List.of(), OptionalInt.empty(), Optional.empty(), false, Optional.empty());
    }

    /** Returns the number of requested embeddings. */
    public int size() {
        return texts.isEmpty() ? tokens.size() : texts.size();
    }

    /** Returns a copy of this request with the specified dialect-specific fields. */
    public EmbedParams withDialectFields(Map<String, Map<String, JsonNode>> fields) {
        return new EmbedParams(model, texts, tokens, dimensions, inputType, truncate, consumer, fields);
    }

    /** Returns a copy of this request on behalf of the specified consumer. */
    public EmbedParams forConsumer(String name) {
        return new EmbedParams(model, texts, tokens, dimensions, inputType, truncate, Optional.of(name), dialectFields);
    }
}
