package dev.openllm.server.embedding;

import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.embedding.EmbeddingForm;
import dev.openllm.server.provider.ResolvedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The notices to return together with the embeddings of a request. */
final class EmbeddingNotices {

    /**
     * The estimated number of characters per token. English text has about this many characters per token, and most
     * other text has fewer. Therefore, an input that does not exceed the limit is rarely reported as too long.
     */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private EmbeddingNotices() {}

    static List<String> of(EmbedParams params, ResolvedModel.Remote model, EmbeddingForm form) {
        List<UserText> notices = new ArrayList<>();
        if (params.inputType().isPresent() && !form.supportsInputType(model.quirks())) {
            notices.add(UserText.of(
                    "{0} does not distinguish between queries and documents, so the input type was omitted.",
                    model.endpoint().displayName()));
        }
        if (form.api().equals("cohere") && params.inputType().isEmpty()) {
            notices.add(UserText.of(
                    "{0} requires an input type, so the texts were embedded as documents.",
                    model.endpoint().displayName()));
        }
        if (form.api().equals("gemini") && !params.truncate()) {
            addTruncated(params, model, notices);
        }
        return notices.stream().map(UserText::english).toList();
    }

    /**
     * Adds a notice if any input is probably too long, because Gemini truncates such an input without reporting the
     * truncation.
     */
    private static void addTruncated(EmbedParams params, ResolvedModel.Remote model, List<UserText> notices) {
        OptionalInt maxTokens = model.info()
                .embedding()
                .map(embedding -> embedding.maxInputTokens())
                .orElse(OptionalInt.empty());
        if (maxTokens.isEmpty()) {
            return;
        }
        List<Integer> longTexts = new ArrayList<>();
        for (int i = 0; i < params.texts().size(); i++) {
            if (params.texts().get(i).length() / CHARACTERS_PER_TOKEN > maxTokens.getAsInt()) {
                longTexts.add(i + 1);
            }
        }
        if (!longTexts.isEmpty()) {
            notices.add(UserText.of(
                    "Some texts may exceed the {0}-token limit of {1}, starting with text {2}. Gemini "
                            + "truncates texts that exceed the limit.",
                    maxTokens.getAsInt(), model.info().id(), longTexts.getFirst()));
        }
    }
}
