package dev.openllm.server.cli.models;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.Pricing;
import dev.openllm.server.cli.terminal.TextTable;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A table of the properties of a model, with the source of each property. */
final class ModelFactsTable {

    private final TextTable table = new TextTable(List.of("PROPERTY", "VALUE", "SOURCE"));
    private final ModelInfo model;

    private ModelFactsTable(ModelInfo model) {
        this.model = model;
    }

    static TextTable of(ModelInfo model) {
        ModelFactsTable facts = new ModelFactsTable(model);
        facts.fill();
        return facts.table;
    }

    private void fill() {
        row("model", model.id(), "");
        row("name", model.name(), "name");
        model.embedding().ifPresentOrElse(this::embedding, this::chat);
        model.pricing().ifPresent(this::prices);
        model.warning().ifPresent(warning -> row("warning", warning, ""));
    }

    private void embedding(ModelInfo.Embedding embedding) {
        table.row("kind", "embedding", model.sources().getOrDefault("embedding", ""));
        row("dimensions", number(embedding.dimensions()), "embedding.dimensions");
        row("max input tokens", number(embedding.maxInputTokens()), "embedding.maxInputTokens");
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
    }

    private void chat() {
        ModelInfo.Limits limits = model.limits();
        ModelInfo.Capabilities can = model.capabilities();
        row("context tokens", limits.contextTokens(), "limits.contextTokens");
        row("max input tokens", limits.maxInputTokens(), "limits.maxInputTokens");
        row("max output tokens", limits.maxOutputTokens(), "limits.maxOutputTokens");
        row("tools", can.tools(), "capabilities.tools");
        row("images", can.vision(), "capabilities.vision");
        row("files", can.files(), "capabilities.files");
        row("reasoning", can.reasoning(), "capabilities.reasoning");
        row("reasoning efforts", String.join(", ", can.reasoningEfforts()), "capabilities.reasoningEfforts");
        row("structured output", can.structuredOutput(), "capabilities.structuredOutput");
        row("streaming", can.streaming(), "capabilities.streaming");
    }

    private void prices(Pricing pricing) {
        row("input price", dollars(OptionalDouble.of(pricing.input())), "pricing");
        row("output price", dollars(OptionalDouble.of(pricing.output())), "pricing");
        row("cached input price", dollars(pricing.cacheRead()), "pricing");
        row("cache write price", dollars(pricing.cacheWrite()), "pricing");
    }

    private void row(String fact, Object value, String field) {
        String shown = value instanceof Boolean yes ? (yes ? "yes" : "no") : String.valueOf(value);
        if (!shown.isEmpty()) {
            table.row(fact, shown, source(field));
        }
    }

    /**
     * Returns the source of a property. The prices of a model can have either individual sources or a common source.
     */
    private String source(String field) {
        return model.sources().entrySet().stream()
                .filter(entry -> !field.isEmpty()
                        && (entry.getKey().equals(field) || entry.getKey().startsWith(field + ".")))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static String dollars(OptionalDouble price) {
        return price.isEmpty() ? "" : "$" + price.getAsDouble() + " / M";
    }
}
