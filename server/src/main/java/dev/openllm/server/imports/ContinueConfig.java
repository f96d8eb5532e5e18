package dev.openllm.server.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.text.ConfigFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A reader for the Continue configuration: {@code config.yaml} or the older {@code config.json}. Source:
 * https://docs.continue.dev/reference and https://docs.continue.dev/reference/json-reference
 */
final class ContinueConfig implements ImportSource {

    @Override
    public String id() {
        return "continue";
    }

    @Override
    public String title() {
        return "Continue";
    }

    @Override
    public List<Path> defaultFiles(ImportLocations places) {
        Path folder =
                places.variable("CONTINUE_GLOBAL_DIR").orElse(places.home().resolve(".continue"));
        return List.of(folder.resolve("config.yaml"), folder.resolve("config.json"));
    }

    @Override
    public boolean recognizes(Path file, String text) {
        return file.toString().contains(".continue")
                || text.contains("provider:") && text.contains("models:") && !text.contains("engine:")
                || text.stripLeading().startsWith("{") && text.contains("\"provider\"");
    }

    @Override
    public void read(Path file, String text, PlanBuilder plan) throws ConfigFileException {
        boolean isJson = text.stripLeading().startsWith("{") || file.toString().endsWith(".json");
        SourceNode root = isJson ? SourceNode.json(text) : SourceNode.yaml(text, file);
        for (SourceNode model : root.list("models")) {
            readModel(model, plan);
        }
        for (String section : List.of(
                "tabAutocompleteModel",
                "embeddingsProvider",
                "reranker",
                "context",
                "contextProviders",
                "rules",
                "mcpServers",
                "slashCommands",
                "prompts",
                "docs",
                "data",
                "customCommands")) {
            if (root.has(section)) {
                plan.omit(section + ": only chat models are imported.");
            }
        }
    }

    private static void readModel(SourceNode model, PlanBuilder plan) throws ConfigFileException {
        String title = model.text("name").or(() -> model.text("title")).orElse("The model on line " + model.line());
        if (model.has("uses")) {
            plan.omit(model.text("uses").orElse(title) + ": defined in a block of the Continue hub, which the file "
                    + "does not contain.");
            return;
        }
        String providerName = model.text("provider")
                .orElseThrow(() ->
                        new ConfigFileException(UserText.of("'provider' is missing for this model."), model.line(), 0));
        List<String> roles = model.list("roles").stream()
                .flatMap(role -> role.text().stream())
                .toList();
        if (!roles.isEmpty()
                && roles.stream()
                        .noneMatch(role -> role.equals("chat")
                                || role.equals("edit")
                                || role.equals("apply")
                                || role.equals("summarize"))) {
            plan.omit(title + ": used only for " + String.join(", ", roles) + ".");
            return;
        }
        Optional<String> preset = ForeignProviderNames.id(providerName);
        Optional<String> baseUrl = model.text("apiBase");
        if (preset.isEmpty() && baseUrl.isEmpty()) {
            plan.omit(title + ": no built-in provider exists for " + providerName + ".");
            return;
        }
        String credential = model.text("apiKey").orElse("");
        Optional<String> customPreset = preset.filter(id -> !id.equals("openai"));
        PlanBuilder.Server server = baseUrl.map(url -> plan.custom(
                        customPreset.orElseGet(() -> PlanBuilder.hostName(url, "server")),
                        url,
                        customPreset,
                        "openai-chat",
                        credential))
                .orElseGet(() -> plan.builtIn(preset.orElseThrow(), credential));
        plan.setKey(server, model.text("apiKey"));
        model.field("requestOptions")
                .field("headers")
                .fields()
                .forEach((header, value) -> value.text().ifPresent(text -> server.addHeader(header, text)));
        Optional<String> id = model.text("model").filter(name -> !name.equals("AUTODETECT"));
        if (id.isPresent()) {
            describe(server.model(id.get()), model);
        }
        if (model.has("env")
                || model.field("requestOptions").fields().keySet().stream()
                        .anyMatch(option -> !option.equals("headers"))) {
            plan.omit(
                    "Other options of " + title + ": for the available settings, run `open-llm config keys network`.");
        }
    }

    private static void describe(ObjectNode entry, SourceNode model) {
        SourceNode options = model.has("defaultCompletionOptions")
                ? model.field("defaultCompletionOptions")
                : model.field("completionOptions");
        model.number("contextLength")
                .or(() -> options.number("contextLength"))
                .ifPresent(tokens -> entry.put("contextTokens", tokens));
        options.number("maxTokens").ifPresent(tokens -> entry.put("outputTokens", tokens));
        for (SourceNode capability : model.list("capabilities")) {
            switch (capability.text().orElse("")) {
                case "tool_use" -> entry.put("tools", true);
                case "image_input" -> entry.put("vision", true);
                default -> {}
            }
        }
    }
}
