package dev.openllm.protocol.embedding;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of an embedding request.
 *
 * @param model the {@code provider/model} that returned the embeddings
 * @param embeddings one vector for each input, in the order of the inputs; all vectors have the same length
 * @param usage the token usage of all inputs
 * @param costUsd the cost in US dollars, if known
 * @param keyName the name of the provider's API key that was used; absent for the unnamed key
 * @param notices descriptions of the parts of the request that were omitted or changed, one sentence each
 */
public record EmbedResult(
        String model,
        List<float[]> embeddings,
        Usage usage,
        OptionalDouble costUsd,
        Optional<String> keyName,
        List<String> notices) {

    public EmbedResult {
        embeddings = Wire.list(embeddings);
        costUsd = Wire.orElse(costUsd, OptionalDouble.empty());
        keyName = Wire.orElse(keyName, Optional.empty());
        notices = Wire.list(notices);
    }

    /** Creates a result without notices. */
    public EmbedResult(
            String model, List<float[]> embeddings, Usage usage, OptionalDouble costUsd, Optional<String> keyName) {
        this(model, embeddings, usage, costUsd, keyName, List.of());
    }
}
