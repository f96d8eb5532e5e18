package dev.openllm.server.dialect;

import dev.openllm.protocol.model.Pricing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model as a provider's own list describes it. Absent means that the list does not contain it.
 *
 * @param id as used in a request
 * @param name the display name
 * @param contextTokens the stated prompt or context limit
 * @param outputTokens the stated limit of a response
 * @param chat whether it is for chat; embedding and speech models are not
 * @param quirks the quirks that follow from the list
 * @param embeds whether it returns embeddings
 * @param dimensions the length of its embeddings
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

    /** A model of which the list does not say whether it returns embeddings. */
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

    /** A model of which the list contains only the id. */
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

    /** The same model with another context limit. */
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

    /** The same model with or without image support. */
    public ListedModel withVision(boolean takesImages) {
        return new ListedModel(
                id,
                name,
                contextTokens,
                outputTokens,
                chat,
                tools,
                Optional.of(takesImages),
                files,
                reasoning,
                reasoningEfforts,
                structuredOutput,
                pricing,
                quirks,
                embeds,
                dimensions);
    }

    /** The same model, returning embeddings or not. */
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
