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
 * A batch of consecutive inputs to send to the provider in a single embedding request.
 *
 * @param from the zero-based index of the first input
 * @param to the zero-based index just past the last input
 */
record Batch(int from, int to) {

    /**
     * Divides all inputs of a request into batches that do not exceed the limits. An input that alone exceeds the token
     * limit is placed in a separate batch.
     */
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

    /** Returns the two halves of a batch that contains at least two inputs. */
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

    /**
     * Returns an error message that identifies the inputs in this batch by number, starting at 1. If the batch contains
     * all inputs of the request, the original message is returned unchanged.
     *
     * @param message the original message
     * @param all the total number of inputs in the request
     */
    UserText failure(UserText message, int all) {
        if (size() == all) {
            return message;
        }
        return size() == 1
                ? UserText.of("Text {0} of {1}: {2}", to, all, message)
                : UserText.of("Texts {0} to {1} of {2}: {3}", from + 1, to, all, message);
    }
}
