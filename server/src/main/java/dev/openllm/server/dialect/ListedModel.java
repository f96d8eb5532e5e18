package dev.openllm.server.dialect;

import dev.openllm.protocol.model.Pricing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model as described in a provider's model list. An absent value indicates that the list does not specify the value.
 *
 * @param id the model ID used in requests
 * @param name the display name
 * @param contextTokens the listed context limit or prompt limit, in tokens
 * @param outputTokens the listed response limit, in tokens
 * @param chat whether the model supports chat, unlike embedding and speech models
 * @param tools whether the model supports tools
 * @param vision whether the model accepts images
 * @param files whether the model accepts documents
 * @param reasoning whether the model can reason
 * @param reasoningEfforts the supported reasoning efforts
 * @param structuredOutput whether responses can be constrained to a JSON Schema
 * @param pricing the listed prices
 * @param quirks the quirks derived from the list
 * @param embeds whether the model creates embeddings
 * @param dimensions the number of dimensions of the model's embeddings
 */
public record ListedModel(
        String id,
        Optional<String> name,
        OptionalInt contextTokens,
        OptionalInt outputTokens,
        Optional<Boolean> chat,
        Optional<Boolean> tools,
        Optional<Boolean> vision,
        Optional<Boolean> files,
        Optional<Boolean> reasoning,
        List<String> reasoningEfforts,
        Optional<Boolean> structuredOutput,
        Optional<Pricing> pricing,
        Quirks quirks,
        Optional<Boolean> embeds,
        OptionalInt dimensions) {

    /** Creates a model for which the list does not specify whether the model creates embeddings. */
    public ListedModel(
            String id,
            Optional<String> name,
            OptionalInt contextTokens,
            OptionalInt outputTokens,
            Optional<Boolean> chat,
            Optional<Boolean> tools,
            Optional<Boolean> vision,
            Optional<Boolean> files,
            Optional<Boolean> reasoning,
            List<String> reasoningEfforts,
            Optional<Boolean> structuredOutput,
            Optional<Pricing> pricing,
            Quirks quirks) {
        this(
                id,
                name,
                contextTokens,
                outputTokens,
                chat,
                tools,
                vision,
                files,
                reasoning,
                reasoningEfforts,
                structuredOutput,
                pricing,
                quirks,
                Optional.empty(),
                OptionalInt.empty());
    }

    /** Returns a model for which the list contains only the ID. */
    public static ListedModel of(String id) {
        return new ListedModel(
                id,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Quirks.NONE);
    }

    /** Returns a copy of this model with the given context limit. */
    public ListedModel withContextTokens(OptionalInt tokens) {
        return new ListedModel(
                id,
                name,
                tokens,
                outputTokens,
                chat,
                tools,
                vision,
                files,
                reasoning,
                reasoningEfforts,
                structuredOutput,
                pricing,
                quirks,
                embeds,
                dimensions);
    }

    /** Returns a copy of this model with or without image support. */
    public ListedModel withVision(boolean acceptsImages) {
        return new ListedModel(
                id,
                name,
                contextTokens,
                outputTokens,
                chat,
                tools,
                Optional.of(acceptsImages),
                files,
                reasoning,
                reasoningEfforts,
                structuredOutput,
                pricing,
                quirks,
                embeds,
                dimensions);
    }

    /** Returns a copy of this model with the given embedding support and number of dimensions. */
    public ListedModel withEmbeddings(Optional<Boolean> returnsEmbeddings, OptionalInt length) {
        return new ListedModel(
                id,
                name,
                contextTokens,
                outputTokens,
                chat,
                tools,
                vision,
                files,
                reasoning,
                reasoningEfforts,
                structuredOutput,
                pricing,
                quirks,
                returnsEmbeddings,
                length);
    }
}
