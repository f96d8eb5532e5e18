package dev.openllm.protocol.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request for the embeddings of texts, or of texts given as token ids. Any number of them is allowed: the server
 * sends them in batches that the provider accepts.
 *
 * @param model {@code provider/model}
 * @param texts the texts; empty if token ids are given
 * @param tokens token ids of the model's own vocabulary, one list for each text; not every provider accepts them
 * @param dimensions the length of the vectors, for models that can shorten them; the model's own when absent
 * @param inputType the purpose of the texts; models that do not distinguish between purposes ignore it
 * @param truncate whether a text that is too long may be cut, where the provider can; otherwise it is an error
 * @param consumer the caller, for consent and audit: an extension's id, {@code cli}, {@code python}, …
 * @param dialectFields further fields by the name of a dialect, such as {@code ollama-chat}: sent as they are to
 *     providers of that dialect, and to no others
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

    /** A request without fields of a dialect. */
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

    /** Texts in the model's own dimensions. */
    public static EmbedParams of(String model, List<String> texts) {
        return new EmbedParams(model, texts, List.of(), OptionalInt.empty(), Optional.empty(), false, Optional.empty());
    }

    /** The number of embeddings that are requested. */
    public int size() {
        return texts.isEmpty() ? tokens.size() : texts.size();
    }

    /** The same request with further fields for providers of a dialect. */
    public EmbedParams withDialectFields(Map<String, Map<String, JsonNode>> fields) {
        return new EmbedParams(model, texts, tokens, dimensions, inputType, truncate, consumer, fields);
    }

    /** The same request on behalf of a consumer. */
    public EmbedParams forConsumer(String name) {
        return new EmbedParams(model, texts, tokens, dimensions, inputType, truncate, Optional.of(name), dialectFields);
    }
}
