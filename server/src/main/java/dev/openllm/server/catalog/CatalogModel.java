package dev.openllm.server.catalog;

import dev.openllm.protocol.model.Pricing;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the catalog says of a model at a provider.
 *
 * @param provider the built-in provider that serves it
 * @param model the service's id of it
 * @param name for the user
 * @param contextTokens prompt and answer together
 * @param inputTokens the most a prompt may have, where that is limited apart
 * @param outputTokens the most an answer may have
 * @param chat it reads and writes text and is no model for embedding, ranking or speech
 * @param tools it can call tools
 * @param vision it takes images
 * @param files it takes PDFs
 * @param reasoning it thinks before it answers
 * @param structuredOutput its answers can be bound to a JSON Schema; absent where the data does not say
 * @param sampling it takes a temperature and its like
 * @param pricing what the provider charges
 * @param released as in {@code 2026-03-19}
 * @param deprecated the provider is about to take it away
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
