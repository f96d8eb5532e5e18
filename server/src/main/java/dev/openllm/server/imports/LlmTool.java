package dev.openllm.server.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.text.FileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A reader for the configuration of the {@code llm} command: the API keys, the additional OpenAI-compatible models, and
 * the default model. Source: https://llm.datasette.io/en/stable/other-models.html
 */
final class LlmTool implements ImportSource {

    private static final String KEYS = "keys.json";
    private static final String MODELS = "extra-openai-models.yaml";
    private static final String DEFAULT = "default_model.txt";

    @Override
    public String id() {
        return "llm";
    }

    @Override
    public String title() {
        return "llm";
    }

    /**
     * Returns the path of a single file, which represents all configuration files in its folder: the file with the API
     * keys or, if that file does not exist, the file with the models.
     */
    @Override
    public List<Path> usualFiles(Places places) {
        Path folder =
                places.variable("LLM_USER_PATH").orElse(places.applicationData().resolve("io.datasette.llm"));
        Path keys = folder.resolve(KEYS);
        return List.of(Files.exists(keys) ? keys : folder.resolve(MODELS));
    }

    @Override
    public boolean knows(Path file, String text) {
        return file.endsWith(KEYS) || file.endsWith(MODELS);
    }

    @Override
    public void read(Path file, String text, PlanBuilder plan) throws ConfigFileException {
        Path folder = file.toAbsolutePath().getParent();
        boolean isKeys = file.endsWith(KEYS);
        SourceNode keys = isKeys
                ? SourceNode.json(text)
                : beside(folder, KEYS, plan).map(LlmTool::keys).orElse(SourceNode.missing(0));
        Optional<String> models = isKeys ? beside(folder, MODELS, plan) : Optional.of(text);
        Set<String> used = new HashSet<>();
        if (models.isPresent()) {
            models(SourceNode.yaml(models.get(), folder.resolve(MODELS)), keys.fields(), used, plan);
        }
        keys.fields().forEach((name, key) -> {
            if (name.startsWith("//") || used.contains(name)) {
                return;
            }
            Optional<String> id = ProviderWords.id(name);
            if (id.isPresent()) {
                plan.key(plan.builtIn(id.get(), ""), key.text());
            } else {
                plan.leaveOut("The API key " + name + ": no built-in provider has this name.");
            }
        });
        beside(folder, DEFAULT, plan).map(String::strip).ifPresent(model -> defaultModel(model, plan));
    }

    private static SourceNode keys(String text) {
        try {
            return SourceNode.json(text);
        } catch (ConfigFileException broken) {
            return SourceNode.missing(0);
        }
    }

    private static Optional<String> beside(Path folder, String name, PlanBuilder plan) throws ConfigFileException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = FileText.read(file).text();
            plan.read(file.toString());
            return Optional.of(text);
        } catch (IOException unreadable) {
            plan.leaveOut(file + " cannot be read.");
            return Optional.empty();
        }
    }

    private static void models(SourceNode root, Map<String, SourceNode> keys, Set<String> used, PlanBuilder plan)
            throws ConfigFileException {
        for (SourceNode model : root.items()) {
            String id = model.text("model_name")
                    .orElseThrow(() -> new ConfigFileException(
                            UserText.of("'model_name' is missing for this model."), model.line(), 0));
            if (model.flag("completion").orElse(false)) {
                plan.leaveOut("The model " + id + ": the model completes text and does not support chat.");
                continue;
            }
            Optional<String> keyName = model.text("api_key_name");
            PlanBuilder.Server server = model.text("api_base")
                    .map(url -> plan.at(
                            keyName.orElse(PlanBuilder.hostName(url, "server")),
                            url,
                            Optional.empty(),
                            model.flag("responses").orElse(false) ? "openai-responses" : "openai-chat",
                            keyName.orElse("")))
                    .orElseGet(() -> plan.builtIn("openai", ""));
            keyName.ifPresent(name -> {
                used.add(name);
                if (keys.containsKey(name)) {
                    plan.key(server, keys.get(name).text());
                }
            });
            model.field("headers")
                    .fields()
                    .forEach((header, value) -> value.text().ifPresent(text -> server.header(header, text)));
            describe(server.model(id), model);
            model.text("model_id")
                    .filter(alias -> !alias.equals(id))
                    .ifPresent(alias -> plan.alias(alias, server.name() + "/" + id));
            model.list("aliases")
                    .forEach(alias -> alias.text().ifPresent(name -> plan.alias(name, server.name() + "/" + id)));
        }
    }

    private static void describe(ObjectNode entry, SourceNode model) {
        model.flag("supports_tools").ifPresent(can -> entry.put("tools", can));
        model.flag("supports_schema").ifPresent(can -> entry.put("structuredOutput", can));
        model.flag("vision").ifPresent(can -> entry.put("vision", can));
        model.flag("reasoning").ifPresent(can -> entry.put("reasoning", can));
        model.flag("can_stream").ifPresent(can -> entry.put("streaming", can));
    }

    private static void defaultModel(String model, PlanBuilder plan) {
        String bare = model.replaceFirst("^(anthropic|gemini|openai)/", "");
        ProviderWords.ofModel(bare)
                .map(id -> plan.builtIn(id, "").name() + "/" + bare)
                .ifPresentOrElse(
                        plan::defaultModel,
                        () -> plan.leaveOut(
                                "The default model " + model + ": select a default model after the import."));
    }
}
