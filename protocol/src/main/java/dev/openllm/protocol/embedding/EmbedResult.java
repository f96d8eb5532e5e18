package dev.openllm.protocol.embedding;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The embeddings.
 *
 * @param model {@code provider/model} that returned them
 * @param embeddings one vector for each text, in the order of the texts; all have the same length
 * @param usage the tokens of all texts
 * @param costUsd the cost in US dollars, if known
 * @param keyName the name of the provider's key that was used; absent for the key without a name
 * @param notices what was left out or changed, a sentence each
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

    /** A result of which there is nothing to report. */
    public EmbedResult(
            String model, List<float[]> embeddings, Usage usage, OptionalDouble costUsd, Optional<String> keyName) {
        this(model, embeddings, usage, costUsd, keyName, List.of());
    }
}
