package dev.openllm.server.provider;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.provider.endpoint.FactSheet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Merges model data from several sources by precedence and records the source of each value. */
final class ModelFacts {

    private final List<FactSheet> sheets;
    private final Map<String, UserText> sources = new HashMap<>();

    /**
     * Creates an instance that merges the specified model data.
     *
     * @param sheets the model data from each source, highest precedence first; the last source contains every value
     *     except a name and a price
     */
    private ModelFacts(List<FactSheet> sheets) {
        this.sheets = sheets;
    }

    static ModelInfo merge(String provider, String model, List<FactSheet> sheets, Optional<UserText> warning) {
        ModelFacts facts = new ModelFacts(sheets);
        String name = facts.firstPresent("name", FactSheet::name).orElse(model);
        ModelInfo.Limits limits = facts.limits();
        ModelInfo.Capabilities capabilities = facts.capabilities();
        var pricing = facts.firstPresent("pricing", FactSheet::pricing);
        return new ModelInfo(
                provider + "/" + model,
                provider,
                model,
                name,
                family(model),
                limits,
                capabilities,
                pricing,
                warning.map(UserText::english),
                facts.englishSources(),
                warning.flatMap(UserText::template),
                Optional.of(facts.sourceTemplates()));
    }

    private Map<String, String> englishSources() {
        Map<String, String> english = new HashMap<>();
        sources.forEach((field, source) -> english.put(field, source.english()));
        return english;
    }

    private Map<String, MessageTemplate> sourceTemplates() {
        Map<String, MessageTemplate> templates = new HashMap<>();
        sources.forEach((field, source) -> source.template().ifPresent(template -> templates.put(field, template)));
        return templates;
    }

    private ModelInfo.Limits limits() {
        int context = number("limits.contextTokens", FactSheet::contextTokens).orElseThrow();
        int output = Math.min(
                context,
                number("limits.maxOutputTokens", FactSheet::outputTokens).orElseThrow());
        // Part of the context is reserved for the response. The reserved part is at most a quarter of the context,
        // because output limits are often as large as the entire context.
        int computed = context - Math.min(output, context / 4);
        OptionalInt declared = number("limits.maxInputTokens", FactSheet::inputTokens);
        if (declared.isEmpty()) {
            sources.put("limits.maxInputTokens", sources.get("limits.contextTokens"));
        }
        return new ModelInfo.Limits(context, Math.min(context, declared.orElse(computed)), output);
    }

    private ModelInfo.Capabilities capabilities() {
        boolean reasoning = flag("capabilities.reasoning", FactSheet::reasoning);
        List<String> efforts = reasoning
                ? firstPresent("capabilities.reasoningEfforts", FactSheet::reasoningEfforts)
                        .orElseThrow()
                : List.of();
        return new ModelInfo.Capabilities(
                flag("capabilities.tools", FactSheet::tools),
                flag("capabilities.vision", FactSheet::vision),
                flag("capabilities.files", FactSheet::files),
                reasoning,
                efforts,
                flag("capabilities.structuredOutput", FactSheet::structuredOutput),
                flag("capabilities.streaming", FactSheet::streaming));
    }

    private boolean flag(String field, Function<FactSheet, Optional<Boolean>> fact) {
        return firstPresent(field, fact).orElseThrow();
    }

    private OptionalInt number(String field, Function<FactSheet, OptionalInt> fact) {
        Optional<Integer> found = firstPresent(field, sheet -> {
            OptionalInt value = fact.apply(sheet);
            return value.isPresent() && value.getAsInt() > 0 ? Optional.of(value.getAsInt()) : Optional.empty();
        });
        return found.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private <T> Optional<T> firstPresent(String field, Function<FactSheet, Optional<T>> fact) {
        for (FactSheet sheet : sheets) {
            Optional<T> value = fact.apply(sheet);
            if (value.isPresent()) {
                sources.put(field, sheet.source());
                return value;
            }
        }
        return Optional.empty();
    }

    /** Returns the model family: the model ID without a vendor prefix, a folder path, or a tag. */
    private static String family(String model) {
        String base = model.substring(model.lastIndexOf('/') + 1);
        int tag = base.indexOf(':');
        return tag > 0 ? base.substring(0, tag) : base;
    }
}
