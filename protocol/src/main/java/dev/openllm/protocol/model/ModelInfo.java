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
 * @param id {@code provider/model}, stable
 * @param provider the configured name of the provider
 * @param model the provider's id of the model
 * @param name the display name
 * @param family the model family, for prompts tuned to it: the model's own id without the provider
 * @param limits token limits; zero where they are unknown or, as the output of an embedding model, do not exist
 * @param capabilities the capabilities
 * @param pricing the prices, if known
 * @param warning why it may not work now, such as a missing key
 * @param sources the source of each fact, by field: {@code limits.contextTokens} -> {@code ollama /api/show}
 * @param warningTemplate the warning for translation
 * @param sourceTemplates the sources for translation, by field
 * @param embedding what it returns, if it is an embedding model, which cannot chat; absent for every other model
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

    /** A model for chats. */
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

    /** A model whose warning and sources are not translated. */
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

    /** The same model with other capabilities. */
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

    /** The warning with its template. */
    public Optional<UserText> warningText() {
        return warning.map(words -> new UserText(words, warningTemplate));
    }

    /** The source of a fact with its template; empty if it is not known. */
    public UserText sourceText(String field) {
        return new UserText(sources.getOrDefault(field, ""), sourceTemplates.map(templates -> templates.get(field)));
    }

    /**
     * What an embedding model returns.
     *
     * @param dimensions the length of its vectors, unless a request specifies another; absent if unknown
     * @param maxInputTokens the maximum of a text; absent if unknown
     */
    public record Embedding(OptionalInt dimensions, OptionalInt maxInputTokens) {

        public Embedding {
            dimensions = Wire.orElse(dimensions, OptionalInt.empty());
            maxInputTokens = Wire.orElse(maxInputTokens, OptionalInt.empty());
        }
    }

    /**
     * Token limits.
     *
     * @param contextTokens prompt and response together
     * @param maxInputTokens the maximum of a prompt
     * @param maxOutputTokens the maximum of a response
     */
    public record Limits(int contextTokens, int maxInputTokens, int maxOutputTokens) {}

    /**
     * The capabilities of a model.
     *
     * @param tools supports tool calls
     * @param vision accepts images
     * @param files accepts PDFs
     * @param reasoning can reason before it responds
     * @param reasoningEfforts the supported efforts, lowest first; empty when it cannot be chosen
     * @param structuredOutput responses can be constrained to a JSON Schema
     * @param streaming supports streaming
     * @param fillInMiddle whether the provider completes a text between a prefix and a suffix with this model: suited for
     *     inline completions; absent when it is not known to
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

        /** The same with or without what is known of filling in the middle. */
        public Capabilities withFillInMiddle(Optional<Boolean> fills) {
            return new Capabilities(
                    tools, vision, files, reasoning, reasoningEfforts, structuredOutput, streaming, fills);
        }

        /** Those of a model that is not known to complete a text in its middle. */
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
