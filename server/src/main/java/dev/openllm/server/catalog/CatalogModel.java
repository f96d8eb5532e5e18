package dev.openllm.server.catalog;

import dev.openllm.protocol.model.Pricing;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The catalog entry for a model that a provider offers.
 *
 * @param provider the ID of the provider
 * @param model the provider's model ID
 * @param name the display name
 * @param contextTokens the maximum number of tokens in the prompt and response combined
 * @param inputTokens the maximum number of prompt tokens, if limited separately
 * @param outputTokens the maximum number of response tokens
 * @param chat whether the model is a chat model: it reads and writes text and is not an embedding, ranking, or
 *     moderation model
 * @param tools whether the model supports tools
 * @param vision whether the model accepts images
 * @param files whether the model accepts PDFs
 * @param reasoning whether the model reasons before it responds
 * @param structuredOutput whether responses can be constrained to a JSON Schema; absent if unknown
 * @param sampling whether the model accepts sampling options, such as a temperature
 * @param pricing the provider's prices
 * @param released the release date, such as {@code 2026-03-19}
 * @param deprecated whether the provider plans to retire the model
 */
public record CatalogModel(
        String provider,
        String model,
        Optional<String> name,
        OptionalInt contextTokens,
        OptionalInt inputTokens,
        OptionalInt outputTokens,
        boolean chat,
        boolean tools,
        boolean vision,
        boolean files,
        boolean reasoning,
        Optional<Boolean> structuredOutput,
        boolean sampling,
        Optional<Pricing> pricing,
        Optional<String> released,
        boolean deprecated) {}
