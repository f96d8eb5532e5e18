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
 * The model data that one source provides. Values that the source does not provide are empty.
 *
 * @param source the name of the source, as shown to the user
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

    /** The source name of values that are assumed because no other source contains them. */
    static final String ASSUMED = "assumed";

    /**
     * Returns whether a value is an assumption because no source contains it. Such a value might be inaccurate.
     *
     * @param source the source, as in {@code ModelInfo.sources}
     */
    public static boolean isAssumed(String source) {
        return source != null && source.startsWith(ASSUMED);
    }

    /**
     * Returns the data that is assumed for an unknown model. The assumed context size is supported by most models and
     * is barely sufficient for an agent's prompt. The assumed output limit is accepted by all servers. Tool calls are
     * assumed to be supported because nearly all models support them, but images are not because many models fail on
     * them. JSON Schemas are assumed to be supported because a provider's refusal of a schema is detected.
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

    /** Returns the model data from a source that contains only the context length. */
    public static FactSheet context(OptionalInt contextTokens, UserText source) {
        return partial(source, contextTokens, OptionalInt.empty(), Optional.empty());
    }

    /** Returns the model data from a source that contains only limits. */
    public static FactSheet limits(OptionalInt contextTokens, OptionalInt outputTokens, UserText source) {
        return partial(source, contextTokens, outputTokens, Optional.empty());
    }

    /**
     * Returns the assumed limits of a model on a user's own server, whose owner chooses the context size. The source
     * name contains the catalog's limits and suggests the settings with which the user can apply them.
     */
    public static List<FactSheet> suggested(Catalog.Match match) {
        return List.of(
                context(
                        assumedIfListed(match.model().contextTokens(), assumed().contextTokens()),
                        suggestion("contextTokens", match.model().contextTokens())),
                limits(
                        OptionalInt.empty(),
                        assumedIfListed(match.model().outputTokens(), assumed().outputTokens()),
                        suggestion("outputTokens", match.model().outputTokens())));
    }

    private static OptionalInt assumedIfListed(OptionalInt catalog, OptionalInt assumed) {
        return catalog.isPresent() ? assumed : OptionalInt.empty();
    }

    private static UserText suggestion(String field, OptionalInt catalog) {
        return UserText.of("assumed; the catalog lists {0}; set {1} to use that value", catalog.orElse(0), field);
    }

    /** Returns whether a source contains another provider's data about the same model. */
    public static boolean isOfAnotherProvider(String source) {
        return source.startsWith(Catalog.Match.OTHER_PROVIDER_PREFIX);
    }

    /** Returns model data that contains only the reasoning efforts in the catalog. */
    public static FactSheet efforts(List<String> efforts) {
        return partial(UserText.of("catalog"), OptionalInt.empty(), OptionalInt.empty(), Optional.of(efforts));
    }

    private static FactSheet partial(
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
     * Returns the catalog's data about a model.
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
