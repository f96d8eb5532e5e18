package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.model.Pricing;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.catalog.CatalogModel;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.ListedModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The facts about a model from one source; absent if the source contains none.
 *
 * @param source the name of the source, for the user
 */
public record FactSheet(
        UserText source,
        Optional<String> name,
        OptionalInt contextTokens,
        OptionalInt inputTokens,
        OptionalInt outputTokens,
        Optional<Boolean> tools,
        Optional<Boolean> vision,
        Optional<Boolean> files,
        Optional<Boolean> reasoning,
        Optional<List<String>> reasoningEfforts,
        Optional<Boolean> structuredOutput,
        Optional<Boolean> streaming,
        Optional<Pricing> pricing) {

    /** The source of facts that no other source contains. */
    static final String ASSUMED = "assumed";

    /**
     * Whether no source reports a value, so that the assumed value may be far off.
     *
     * @param source the source, as in {@code ModelInfo.sources}
     */
    public static boolean isAssumed(String source) {
        return source != null && source.startsWith(ASSUMED);
    }

    /**
     * Assumptions about an unknown model: a context size that most models have and that is barely enough for an agent's
     * prompt, an output limit that all servers allow, tool calls because nearly all models support them, no images
     * because many models fail on them, and schemas for JSON output because a refusal is learned from.
     */
    public static FactSheet assumed() {
        return new FactSheet(
                UserText.of("assumed"),
                Optional.empty(),
                OptionalInt.of(32_768),
                OptionalInt.empty(),
                OptionalInt.of(4_096),
                Optional.of(true),
                Optional.of(false),
                Optional.of(false),
                Optional.of(false),
                Optional.of(List.of()),
                Optional.of(true),
                Optional.of(true),
                Optional.empty());
    }

    /** Facts from a source that contains only the context length. */
    public static FactSheet context(OptionalInt contextTokens, UserText source) {
        return only(source, contextTokens, OptionalInt.empty(), Optional.empty());
    }

    /** Facts from a source that contains only limits. */
    public static FactSheet limits(OptionalInt contextTokens, OptionalInt outputTokens, UserText source) {
        return only(source, contextTokens, outputTokens, Optional.empty());
    }

    /**
     * The assumptions for a user's own server, which runs a model with the context size that its owner chose. The
     * catalog's facts about the model are suggested for the configuration.
     */
    public static List<FactSheet> suggested(Catalog.Match match) {
        return List.of(
                context(
                        suggestible(match.model().contextTokens(), assumed().contextTokens()),
                        suggestion("contextTokens", match.model().contextTokens())),
                limits(
                        OptionalInt.empty(),
                        suggestible(match.model().outputTokens(), assumed().outputTokens()),
                        suggestion("outputTokens", match.model().outputTokens())));
    }

    private static OptionalInt suggestible(OptionalInt catalog, OptionalInt assumed) {
        return catalog.isPresent() ? assumed : OptionalInt.empty();
    }

    private static UserText suggestion(String field, OptionalInt catalog) {
        return UserText.of("assumed; the catalog lists {0}; set {1} to use that value", catalog.orElse(0), field);
    }

    /** Whether a source contains another provider's facts about the same model. */
    public static boolean isOfAnotherProvider(String source) {
        return source.startsWith(Catalog.Match.ELSEWHERE);
    }

    /** The catalog's facts about reasoning efforts. */
    public static FactSheet efforts(List<String> efforts) {
        return only(UserText.of("catalog"), OptionalInt.empty(), OptionalInt.empty(), Optional.of(efforts));
    }

    private static FactSheet only(
            UserText source, OptionalInt contextTokens, OptionalInt outputTokens, Optional<List<String>> efforts) {
        return new FactSheet(
                source,
                Optional.empty(),
                contextTokens,
                OptionalInt.empty(),
                outputTokens,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                efforts,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The catalog's facts.
     *
     * @param ownServer whether the model runs on the user's own server, to which other providers' limits and prices do
     *     not apply
     */
    public static FactSheet of(Catalog.Match match, boolean ownServer) {
        CatalogModel model = match.model();
        return new FactSheet(
                match.source(),
                match.sameProvider() ? model.name() : Optional.empty(),
                ownServer ? OptionalInt.empty() : model.contextTokens(),
                ownServer ? OptionalInt.empty() : model.inputTokens(),
                ownServer ? OptionalInt.empty() : model.outputTokens(),
                Optional.of(model.tools()),
                Optional.of(model.vision()),
                Optional.of(model.files()),
                Optional.of(model.reasoning()),
                Optional.empty(),
                model.structuredOutput(),
                Optional.empty(),
                match.sameProvider() ? model.pricing() : Optional.empty());
    }

    public static FactSheet of(ListedModel listed, UserText source) {
        return new FactSheet(
                source,
                listed.name(),
                listed.contextTokens(),
                OptionalInt.empty(),
                listed.outputTokens(),
                listed.tools(),
                listed.vision(),
                listed.files(),
                listed.reasoning(),
                listed.reasoningEfforts().isEmpty() ? Optional.empty() : Optional.of(listed.reasoningEfforts()),
                listed.structuredOutput(),
                Optional.empty(),
                listed.pricing());
    }

    public static FactSheet of(ModelConfig config, UserText source) {
        return new FactSheet(
                source,
                config.name(),
                config.contextTokens(),
                OptionalInt.empty(),
                config.outputTokens(),
                config.tools(),
                config.vision(),
                config.files(),
                config.reasoning(),
                Optional.empty(),
                config.structuredOutput(),
                config.streaming(),
                Optional.empty());
    }
}
