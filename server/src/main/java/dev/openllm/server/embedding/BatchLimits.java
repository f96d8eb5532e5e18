package dev.openllm.server.embedding;

import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.server.dialect.embedding.EmbeddingQuirk;
import dev.openllm.server.provider.ResolvedModel;
import java.nio.charset.StandardCharsets;

/**
 * A provider's limits for a single embedding request.
 *
 * @param texts the maximum number of inputs
 * @param tokens the maximum total number of tokens
 */
record BatchLimits(int texts, long tokens) {

    /**
     * The default token limit for a request. OpenAI allows 300,000 tokens. The lower value leaves a margin for inputs
     * that have more tokens than estimated.
     */
    private static final long DEFAULT_TOKENS = 200_000;

    /**
     * The default maximum number of inputs in a request. This number is also the default limit of Text Embeddings
     * Inference from Hugging Face.
     */
    private static final int DEFAULT_TEXTS = 32;

    private static final int GEMINI_TEXTS = 100;

    /**
     * The estimated number of bytes per token. In Chinese text, three bytes correspond to about one token. In most
     * other languages, three bytes correspond to less than one token.
     */
    private static final int BYTES_PER_TOKEN = 3;

    static BatchLimits of(ResolvedModel.Remote model) {
        int texts = model.dialect().name().equals("gemini") ? GEMINI_TEXTS : DEFAULT_TEXTS;
        return new BatchLimits(
                (int) number(model, EmbeddingQuirk.BATCH, texts),
                number(model, EmbeddingQuirk.BATCH_TOKENS, DEFAULT_TOKENS));
    }

    private static long number(ResolvedModel.Remote model, String quirk, long fallback) {
        String value = model.quirks().value(quirk, "");
        return value.matches("[1-9]\\d{0,8}") ? Long.parseLong(value) : fallback;
    }

    /**
     * Returns the number of tokens in an input. The number is an estimate unless the request contains token IDs.
     *
     * @param index the zero-based index of the input
     */
    static long tokens(EmbedParams params, int index) {
        return params.texts().isEmpty()
                ? params.tokens().get(index).size()
                : params.texts().get(index).getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN + 1;
    }

    /**
     * Returns the total number of tokens in a batch. The number is an estimate unless the request contains token IDs.
     */
    static long tokens(EmbedParams params, Batch batch) {
        long sum = 0;
        for (int i = batch.from(); i < batch.to(); i++) {
            sum += tokens(params, i);
        }
        return sum;
    }
}
