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

    private static final String KEYS_FILE = "keys.json";
    private static final String MODELS_FILE = "extra-openai-models.yaml";
    private static final String DEFAULT_MODEL_FILE = "default_model.txt";

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
    public List<Path> defaultFiles(ImportLocations places) {
        Path folder =
                places.variable("LLM_USER_PATH").orElse(places.applicationData().resolve("io.datasette.llm"));
        Path keys = folder.resolve(KEYS_FILE);
        return List.of(Files.exists(keys) ? keys : folder.resolve(MODELS_FILE));
    }

    @Override
    public boolean recognizes(Path file, String text) {
        return file.endsWith(KEYS_FILE) || file.endsWith(MODELS_FILE);
    }

    @Override
    public void read(Path file, String text, PlanBuilder plan) throws ConfigFileException {
        Path folder = file.toAbsolutePath().getParent();
        boolean isKeys = file.endsWith(KEYS_FILE);
        SourceNode keys = isKeys
                ? SourceNode.json(text)
                : readSibling(folder, KEYS_FILE, plan).map(LlmTool::parseKeys).orElse(SourceNode.missing(0));
        Optional<String> models = isKeys ? readSibling(folder, MODELS_FILE, plan) : Optional.of(text);
        Set<String> usedKeys = new HashSet<>();
        if (models.isPresent()) {
            readModels(SourceNode.yaml(models.get(), folder.resolve(MODELS_FILE)), keys.fields(), usedKeys, plan);
        }
        keys.fields().forEach((name, key) -> {
            if (name.startsWith("//") || usedKeys.contains(name)) {
                return;
            }
            Optional<String> id = ForeignProviderNames.id(name);
            if (id.isPresent()) {
                plan.setKey(plan.builtIn(id.get(), ""), key.text());
            } else {
                plan.omit("The API key " + name + ": no built-in provider has this name.");
            }
        });
        readSibling(folder, DEFAULT_MODEL_FILE, plan)
                .map(String::strip)
                .ifPresent(model -> readDefaultModel(model, plan));
    }

    private static SourceNode parseKeys(String text) {
        try {
            return SourceNode.json(text);
        } catch (ConfigFileException broken) {
            return SourceNode.missing(0);
        }
    }

    private static Optional<String> readSibling(Path folder, String name, PlanBuilder plan) throws ConfigFileException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = FileText.read(file).text();
            plan.addFile(file.toString());
            return Optional.of(text);
        } catch (IOException unreadable) {
            plan.omit(file + " cannot be read.");
            return Optional.empty();
        }
    }

    private static void readModels(
            SourceNode root, Map<String, SourceNode> keys, Set<String> usedKeys, PlanBuilder plan)
            throws ConfigFileException {
        for (SourceNode model : root.items()) {
            String id = model.text("model_name")
                    .orElseThrow(() -> new ConfigFileException(
                            UserText.of("'model_name' is missing for this model."), model.line(), 0));
            if (model.flag("completion").orElse(false)) {
                plan.omit("The model " + id + ": the model completes text and does not support chat.");
                continue;
            }
            Optional<String> keyName = model.text("api_key_name");
            PlanBuilder.Server server = model.text("api_base")
                    .map(url -> plan.custom(
                            keyName.orElse(PlanBuilder.hostName(url, "server")),
                            url,
                            Optional.empty(),
                            model.flag("responses").orElse(false) ? "openai-responses" : "openai-chat",
                            keyName.orElse("")))
                    .orElseGet(() -> plan.builtIn("openai", ""));
            keyName.ifPresent(name -> {
                usedKeys.add(name);
                if (keys.containsKey(name)) {
                    plan.setKey(server, keys.get(name).text());
                }
            });
            model.field("headers")
                    .fields()
                    .forEach((header, value) -> value.text().ifPresent(text -> server.addHeader(header, text)));
            describe(server.model(id), model);
            model.text("model_id")
                    .filter(alias -> !alias.equals(id))
                    .ifPresent(alias -> plan.addAlias(alias, server.name() + "/" + id));
            model.list("aliases")
                    .forEach(alias -> alias.text().ifPresent(name -> plan.addAlias(name, server.name() + "/" + id)));
        }
    }

    private static void describe(ObjectNode entry, SourceNode model) {
        model.flag("supports_tools").ifPresent(supported -> entry.put("tools", supported));
        model.flag("supports_schema").ifPresent(supported -> entry.put("structuredOutput", supported));
        model.flag("vision").ifPresent(supported -> entry.put("vision", supported));
        model.flag("reasoning").ifPresent(supported -> entry.put("reasoning", supported));
        model.flag("can_stream").ifPresent(supported -> entry.put("streaming", supported));
    }

    private static void readDefaultModel(String model, PlanBuilder plan) {
        String modelName = model.replaceFirst("^(anthropic|gemini|openai)/", "");
        ForeignProviderNames.ofModel(modelName)
                .map(id -> plan.builtIn(id, "").name() + "/" + modelName)
                .ifPresentOrElse(
                        plan::defaultModel,
                        () -> plan.omit("The default model " + model + ": select a default model after the import."));
    }
}
