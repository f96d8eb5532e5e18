package dev.openllm.protocol.model;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that can be asked.
 *
 * @param id {@code provider/model}, stable
 * @param provider the configured name of the provider
 * @param model the provider's id of the model
 * @param name for a person
 * @param family what the model is, for prompts tuned to it: the model's own id without the provider
 * @param limits token limits
 * @param capabilities what it can do
 * @param pricing what it costs, where known
 * @param warning why it may not work now (no key, not installed), for a person
 * @param sources where each fact was learned, by field: {@code limits.contextTokens} -> {@code ollama /api/show}
 */
public record ModelInfo(
        String id,
        String provider,
        String model,
        String name,
        String family,
        Limits limits,
        Capabilities capabilities,
        Optional<Pricing> pricing,
        Optional<String> warning,
        Map<String, String> sources) {

    public ModelInfo {
        sources = Wire.map(sources);
    }

    /**
     * Token limits.
     *
     * @param contextTokens prompt and answer together
     * @param maxInputTokens the most a prompt may have
     * @param maxOutputTokens the most an answer may have
     */
    public record Limits(int contextTokens, int maxInputTokens, int maxOutputTokens) {}

    /**
     * What a model can do.
     *
     * @param tools it can call tools
     * @param vision it takes images
     * @param files it takes PDFs
     * @param reasoning it can think before it answers
     * @param reasoningEfforts the efforts it knows, weakest first; empty when it has no choice
     * @param structuredOutput its answers can be bound to a JSON Schema
     * @param streaming its answers come in pieces
     */
    public record Capabilities(
            boolean tools,
            boolean vision,
            boolean files,
            boolean reasoning,
            List<String> reasoningEfforts,
            boolean structuredOutput,
            boolean streaming) {

        public Capabilities {
            reasoningEfforts = Wire.list(reasoningEfforts);
        }
    }
}
