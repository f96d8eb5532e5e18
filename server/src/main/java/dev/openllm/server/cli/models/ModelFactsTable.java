package dev.openllm.server.cli.models;

import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.Pricing;
import dev.openllm.server.cli.terminal.TextTable;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One model's facts, each with its source. */
final class ModelFactsTable {

    private final TextTable table = new TextTable(List.of("FACT", "VALUE", "FROM"));
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
        row("most input tokens", number(embedding.maxInputTokens()), "embedding.maxInputTokens");
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
    }

    private void chat() {
        ModelInfo.Limits limits = model.limits();
        ModelInfo.Capabilities can = model.capabilities();
        row("context tokens", limits.contextTokens(), "limits.contextTokens");
        row("most input tokens", limits.maxInputTokens(), "limits.maxInputTokens");
        row("most output tokens", limits.maxOutputTokens(), "limits.maxOutputTokens");
        row("tools", can.tools(), "capabilities.tools");
        row("images", can.vision(), "capabilities.vision");
        row("files", can.files(), "capabilities.files");
        row("reasoning", can.reasoning(), "capabilities.reasoning");
        row("reasoning efforts", String.join(", ", can.reasoningEfforts()), "capabilities.reasoningEfforts");
        row("structured output", can.structuredOutput(), "capabilities.structuredOutput");
        row("streaming", can.streaming(), "capabilities.streaming");
    }

    private void prices(Pricing pricing) {
        row("price of input", dollars(OptionalDouble.of(pricing.input())), "pricing");
        row("price of output", dollars(OptionalDouble.of(pricing.output())), "pricing");
        row("price of cached input", dollars(pricing.cacheRead()), "pricing");
        row("price of cache writes", dollars(pricing.cacheWrite()), "pricing");
    }

    private void row(String fact, Object value, String field) {
        String shown = value instanceof Boolean yes ? (yes ? "yes" : "no") : String.valueOf(value);
        if (!shown.isEmpty()) {
            table.row(fact, shown, source(field));
        }
    }

    /** Prices can have one source each, or one together. */
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
