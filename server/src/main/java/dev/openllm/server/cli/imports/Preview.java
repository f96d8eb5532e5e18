package dev.openllm.server.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import dev.openllm.server.imports.ImportPlan.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints the changes that an import would make. API keys are masked except for their last characters. */
record Preview(Terminal terminal, MergedPlan plan, boolean withKeys) {

    /** The JSON object that {@code --json} prints. It does not contain API keys. */
    private record Plan(
            List<ObjectNode> providers,
            List<String> unchanged,
            List<String> keys,
            Optional<String> defaultModel,
            Map<String, String> aliases,
            List<String> leftOut) {}

    void printJson() {
        new JsonLines(terminal.out())
                .write(new Plan(
                        plan.added().stream()
                                .map(added -> added.provider().entry())
                                .toList(),
                        plan.unchanged(),
                        withKeys ? List.copyOf(plan.keys().keySet()) : List.of(),
                        plan.defaultModel(),
                        plan.aliases(),
                        plan.omitted()));
    }

    void print() {
        if (!plan.added().isEmpty()) {
            TextTable table = new TextTable(List.of("PROVIDER", "SOURCE", "URL", "MODELS", "KEY"));
            plan.added().forEach(added -> {
                Provider provider = added.provider();
                table.addRow(
                        provider.name(),
                        added.source(),
                        provider.apiBase().orElse("built-in provider"),
                        provider.models().isEmpty()
                                ? "all"
                                : Integer.toString(provider.models().size()),
                        keyText(provider));
            });
            table.print(terminal);
        }
        List<String> lines = new ArrayList<>();
        plan.unchanged().stream()
                .distinct()
                .forEach(name -> lines.add(name + " is already configured and will not be changed"
                        + (withKeys && plan.keys().containsKey(name)
                                ? "; its API key " + plan.keys().get(name).masked() + " can be copied."
                                : ".")));
        plan.defaultModel().ifPresent(model -> lines.add("Default model: " + model));
        plan.aliases().forEach((alias, model) -> lines.add("Alias: " + alias + " for " + model));
        if (!plan.omitted().isEmpty()) {
            lines.add("Not imported:");
            plan.omitted().forEach(description -> lines.add("  " + description));
        }
        lines.forEach(line ->
                terminal.out().println(Terminal.abbreviateHome(Terminal.sanitize(line), terminal.outIsTerminal())));
        terminal.out().flush();
    }

    private String keyText(Provider provider) {
        return provider.keyVariable()
                .map(variable -> "$" + variable)
                .or(() -> provider.key().map(key -> withKeys ? key.masked() : "not copied"))
                .orElse("");
    }
}
