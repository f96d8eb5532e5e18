package dev.openllm.server.embedding;

import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.embedding.EmbeddingCall;
import dev.openllm.server.dialect.embedding.EmbeddingForm;
import dev.openllm.server.provider.ResolvedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The texts of one request to the provider.
 *
 * @param from the index of the first, from 0
 * @param to the index after the last
 */
record Batch(int from, int to) {

    /** All texts in batches within the limits. A text beyond the token limit is a batch of its own. */
    static List<Batch> of(EmbedParams params, BatchLimits limits) {
        List<Batch> batches = new ArrayList<>();
        int from = 0;
        long tokens = 0;
        for (int i = 0; i < params.size(); i++) {
            long more = BatchLimits.tokens(params, i);
            if (i > from && (i - from >= limits.texts() || tokens + more > limits.tokens())) {
                batches.add(new Batch(from, i));
                from = i;
                tokens = 0;
            }
            tokens += more;
        }
        batches.add(new Batch(from, params.size()));
        return batches;
    }

    int size() {
        return to - from;
    }

    /** Both halves, if there are at least two texts. */
    List<Batch> halves() {
        int middle = from + size() / 2;
        return List.of(new Batch(from, middle), new Batch(middle, to));
    }

    EmbeddingCall call(EmbedParams params, ResolvedModel.Remote model, EmbeddingForm form) {
        return new EmbeddingCall(
                model.info().model(),
                params.texts().isEmpty() ? List.of() : params.texts().subList(from, to),
                params.texts().isEmpty() ? params.tokens().subList(from, to) : List.of(),
                params.dimensions(),
                params.inputType(),
                params.truncate(),
                model.quirks(),
                params.dialectFields().getOrDefault(form.api(), Map.of()));
    }

    /** A failure with the texts that it concerns, counted from 1; unchanged if it concerns all of them. */
    UserText failure(UserText said, int all) {
        if (size() == all) {
            return said;
        }
        return size() == 1
                ? UserText.of("Text {0} of {1}: {2}", to, all, said)
                : UserText.of("Texts {0} to {1} of {2}: {3}", from + 1, to, all, said);
    }
}
