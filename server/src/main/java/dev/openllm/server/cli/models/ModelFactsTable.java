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
        addRow("model", model.id(), "");
        addRow("name", model.name(), "name");
        model.embedding().ifPresentOrElse(this::embedding, this::chat);
        model.pricing().ifPresent(this::prices);
        model.warning().ifPresent(warning -> addRow("warning", warning, ""));
    }

    private void embedding(ModelInfo.Embedding embedding) {
        table.addRow("kind", "embedding", model.sources().getOrDefault("embedding", ""));
        addRow("dimensions", number(embedding.dimensions()), "embedding.dimensions");
        addRow("max input tokens", number(embedding.maxInputTokens()), "embedding.maxInputTokens");
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
    }

    private void chat() {
        ModelInfo.Limits limits = model.limits();
        ModelInfo.Capabilities capabilities = model.capabilities();
        addRow("context tokens", limits.contextTokens(), "limits.contextTokens");
        addRow("max input tokens", limits.maxInputTokens(), "limits.maxInputTokens");
        addRow("max output tokens", limits.maxOutputTokens(), "limits.maxOutputTokens");
        addRow("tools", capabilities.tools(), "capabilities.tools");
        addRow("images", capabilities.vision(), "capabilities.vision");
        addRow("files", capabilities.files(), "capabilities.files");
        addRow("reasoning", capabilities.reasoning(), "capabilities.reasoning");
        addRow(
                "reasoning efforts",
                String.join(", ", capabilities.reasoningEfforts()),
                "capabilities.reasoningEfforts");
        addRow("structured output", capabilities.structuredOutput(), "capabilities.structuredOutput");
        addRow("streaming", capabilities.streaming(), "capabilities.streaming");
    }

    private void prices(Pricing pricing) {
        addRow("input price", dollars(OptionalDouble.of(pricing.input())), "pricing");
        addRow("output price", dollars(OptionalDouble.of(pricing.output())), "pricing");
        addRow("cached input price", dollars(pricing.cacheRead()), "pricing");
        addRow("cache write price", dollars(pricing.cacheWrite()), "pricing");
    }

    private void addRow(String property, Object value, String field) {
        String text = value instanceof Boolean flag ? (flag ? "yes" : "no") : String.valueOf(value);
        if (!text.isEmpty()) {
            table.addRow(property, text, source(field));
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
