package dev.openllm.server.catalog;

import dev.openllm.protocol.model.Pricing;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The catalog's facts of a model at a provider.
 *
 * @param provider the built-in provider that serves it
 * @param model the provider's model id
 * @param name the display name
 * @param contextTokens prompt and response together
 * @param inputTokens the maximum of a prompt, if limited separately
 * @param outputTokens the maximum of a response
 * @param chat whether it reads and writes text and is not a model for embedding, ranking or speech
 * @param tools supports tools
 * @param vision accepts images
 * @param files accepts PDFs
 * @param reasoning reasons before it responds
 * @param structuredOutput responses can be constrained to a JSON Schema; absent if unknown
 * @param sampling accepts temperature and similar options
 * @param pricing the provider's prices
 * @param released as in {@code 2026-03-19}
 * @param deprecated the provider is about to retire it
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
