package dev.openllm.server.embedding;

import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.embedding.EmbeddingResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Checks that a provider returned exactly the requested vectors. If a vector is missing, all subsequent vectors could
 * be assigned to the wrong inputs.
 *
 * @param params the request
 * @param batch the batch that the provider processed
 */
record VectorCheck(EmbedParams params, Batch batch) {

    private static final int MAX_LISTED = 10;

    /** Returns the error to report for a response, or an empty result if the response is valid. */
    Optional<ErrorInfo> fault(EmbeddingResponse response) {
        List<float[]> vectors = response.vectors();
        List<Integer> missing = IntStream.range(0, vectors.size())
                .filter(i -> vectors.get(i).length == 0)
                .mapToObj(i -> batch.from() + i + 1)
                .toList();
        if (!missing.isEmpty()) {
            String listed =
                    missing.stream().limit(MAX_LISTED).map(String::valueOf).collect(Collectors.joining(", "))
                            + (missing.size() > MAX_LISTED ? ", …" : "");
            return fault(
                    UserText.of(
                            "The provider did not return valid embeddings for {0} texts (text numbers: {1}).",
                            missing.size(), listed),
                    UserText.of("Try again. If the problem persists, check the provider's log."));
        }
        if (response.surplus() > 0) {
            return fault(
                    UserText.of(
                            "The provider returned {0} embeddings for {1} texts.",
                            vectors.size() + response.surplus(), vectors.size()),
                    UserText.of("Try again. If the problem persists, check the provider's log."));
        }
        int expected = params.dimensions().orElse(vectors.getFirst().length);
        if (vectors.getFirst().length != expected) {
            return fault(
                    UserText.of(
                            "The provider returned {0} dimensions instead of {1}.",
                            vectors.getFirst().length, expected),
                    UserText.of("Omit the number of dimensions, or choose a model that can shorten its embeddings."));
        }
        return Optional.empty();
    }

    private static Optional<ErrorInfo> fault(UserText message, UserText hint) {
        return Optional.of(ErrorInfo.of(ErrorKind.BAD_RESPONSE, message).withHint(hint));
    }
}
