package dev.openllm.protocol.model;

import dev.openllm.protocol.OpenEnum;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ReasoningEffort;
import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An available model.
 *
 * @param id the stable ID of the model, as {@code provider/model}
 * @param provider the configured name of the provider
 * @param model the provider's ID of the model
 * @param name the display name
 * @param family the name of the model without a vendor prefix, a tag, or a folder; clients can use it to select prompts
 *     that are tuned to the model
 * @param limits the token limits; zero if they are unknown or do not apply, such as the output limit of an embedding
 *     model
 * @param capabilities the capabilities of the model
 * @param pricing the prices, if known
 * @param warning the reason why the model might not work at present, such as a missing API key
 * @param sources the source of each value, by field, such as {@code limits.contextTokens} -> {@code ollama /api/show}
 * @param warningTemplate the template of the warning, for translation
 * @param sourceTemplates the templates of the sources, by field, for translation
 * @param embedding the properties of the model's embeddings; absent for chat models
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
        Map<String, String> sources,
        Optional<MessageTemplate> warningTemplate,
        Optional<Map<String, MessageTemplate>> sourceTemplates,
        Optional<Embedding> embedding) {

    public ModelInfo {
        sources = Wire.map(sources);
        embedding = Wire.orElse(embedding, Optional.empty());
    }

    /** Creates a chat model. */
    public ModelInfo(
            String id,
            String provider,
            String model,
            String name,
            String family,
            Limits limits,
            Capabilities capabilities,
            Optional<Pricing> pricing,
            Optional<String> warning,
            Map<String, String> sources,
            Optional<MessageTemplate> warningTemplate,
            Optional<Map<String, MessageTemplate>> sourceTemplates) {
        this(
                id,
                provider,
                model,
                name,
                family,
                limits,
                capabilities,
                pricing,
                warning,
                sources,
                warningTemplate,
                sourceTemplates,
                Optional.empty());
    }

    /** Creates a chat model whose warning and sources are not translated. */
    public ModelInfo(
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
        this(
                id,
                provider,
                model,
                name,
                family,
                limits,
                capabilities,
                pricing,
                warning,
                sources,
                Optional.empty(),
                Optional.empty());
    }

    /** Returns a copy of this chat model with different capabilities. */
    public ModelInfo withCapabilities(Capabilities other) {
        return new ModelInfo(
                id,
                provider,
                model,
                name,
                family,
                limits,
                other,
                pricing,
                warning,
                sources,
                warningTemplate,
                sourceTemplates);
    }

    /** Returns the warning together with its template. */
    public Optional<UserText> warningText() {
        return warning.map(words -> new UserText(words, warningTemplate));
    }

    /**
     * Returns the source of a field's value together with the template of the source. The returned text is empty if the
     * source is unknown.
     */
    public UserText sourceText(String field) {
        return new UserText(sources.getOrDefault(field, ""), sourceTemplates.map(templates -> templates.get(field)));
    }

    /**
     * The properties of a model's embeddings.
     *
     * @param dimensions the default length of the vectors; absent if unknown
     * @param maxInputTokens the maximum number of tokens in one input; absent if unknown
     */
    public record Embedding(OptionalInt dimensions, OptionalInt maxInputTokens) {

        public Embedding {
            dimensions = Wire.orElse(dimensions, OptionalInt.empty());
            maxInputTokens = Wire.orElse(maxInputTokens, OptionalInt.empty());
        }
    }

    /**
     * The token limits of a model.
     *
     * @param contextTokens the maximum number of tokens in the prompt and the response combined
     * @param maxInputTokens the maximum number of tokens in the prompt
     * @param maxOutputTokens the maximum number of tokens in the response
     */
    public record Limits(int contextTokens, int maxInputTokens, int maxOutputTokens) {}

    /**
     * The capabilities of a model.
     *
     * @param tools whether the model supports tool calls
     * @param vision whether the model accepts images
     * @param files whether the model accepts PDF files
     * @param reasoning whether the model can reason before it responds
     * @param reasoningEfforts the supported reasoning efforts, lowest first; empty if the effort cannot be chosen
     * @param structuredOutput whether responses can be constrained to a JSON Schema
     * @param streaming whether the model supports streaming
     * @param fillInMiddle whether the model can complete text between a prefix and a suffix, as inline completions
     *     require; absent if unknown
     */
    public record Capabilities(
            boolean tools,
            boolean vision,
            boolean files,
            boolean reasoning,
            @OpenEnum(ReasoningEffort.class) List<String> reasoningEfforts,
            boolean structuredOutput,
            boolean streaming,
            Optional<Boolean> fillInMiddle) {

        public Capabilities {
            reasoningEfforts = Wire.list(reasoningEfforts);
            fillInMiddle = Wire.orElse(fillInMiddle, Optional.empty());
        }

        /** Returns a copy of these capabilities with the specified value of {@code fillInMiddle}. */
        public Capabilities withFillInMiddle(Optional<Boolean> fills) {
            return new Capabilities(
                    tools, vision, files, reasoning, reasoningEfforts, structuredOutput, streaming, fills);
        }

        /** Creates the capabilities of a model whose support for fill-in-the-middle completion is unknown. */
        public Capabilities(
                boolean tools,
                boolean vision,
                boolean files,
                boolean reasoning,
                List<String> reasoningEfforts,
                boolean structuredOutput,
                boolean streaming) {
            this(tools, vision, files, reasoning, reasoningEfforts, structuredOutput, streaming, Optional.empty());
        }
    }
}
