package dev.openllm.server.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.text.ConfigFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A reader for the {@code config.yaml} file of Abbenay. Source: https://github.com/redhat-developer/abbenay */
final class AbbenayConfig implements ImportSource {

    @Override
    public String id() {
        return "abbenay";
    }

    @Override
    public String title() {
        return "Abbenay";
    }

    @Override
    public List<Path> defaultFiles(ImportLocations places) {
        return List.of(places.config().resolve("abbenay").resolve("config.yaml"));
    }

    @Override
    public boolean recognizes(Path file, String text) {
        return file.toString().contains("abbenay") || text.contains("engine:");
    }

    @Override
    public void read(Path file, String text, PlanBuilder plan) throws ConfigFileException {
        SourceNode root = SourceNode.yaml(text, file);
        for (Map.Entry<String, SourceNode> provider :
                root.field("providers").fields().entrySet()) {
            readProvider(provider.getKey(), provider.getValue(), plan);
        }
        for (String section : List.of("server", "consumers", "tool_policy", "mcp_servers", "security")) {
            if (root.has(section)) {
                plan.omit(section + ": applies only to the Abbenay server.");
            }
        }
    }

    private static void readProvider(String name, SourceNode provider, PlanBuilder plan) throws ConfigFileException {
        String engine = provider.text("engine")
                .orElseThrow(() -> new ConfigFileException(
                        UserText.of("'engine' is missing for provider {0}.", name), provider.line(), 0));
        Optional<String> preset = ForeignProviderNames.id(engine);
        Optional<String> baseUrl = provider.text("base_url");
        if (preset.isEmpty() && baseUrl.isEmpty()) {
            plan.omit("Provider " + name + ": no built-in provider exists for the engine " + engine + ".");
            return;
        }
        Optional<String> customPreset = preset.filter(id -> !id.equals("openai"));
        PlanBuilder.Server server = baseUrl.map(url -> plan.custom(name, url, customPreset, "openai-chat", name))
                .orElseGet(() -> plan.builtIn(preset.orElseThrow(), preset.get().equals(name) ? "" : name));
        provider.text("api_key_env_var_name").ifPresent(variable -> plan.setKeyVariable(server, variable));
        plan.setKey(server, provider.text("api_key"));
        provider.text("api_key_keychain_name")
                .ifPresent(entry -> plan.omit("The API key for " + server.name()
                        + " is in the keychain entry of Abbenay. To store the key, run `open-llm secrets set "
                        + server.name() + "`."));
        for (Map.Entry<String, SourceNode> model :
                provider.field("models").fields().entrySet()) {
            String alias = model.getKey();
            String id = model.getValue().text("model_id").orElse(alias);
            ObjectNode entry = server.model(id);
            model.getValue().number("max_tokens").ifPresent(tokens -> entry.put("outputTokens", tokens));
            model.getValue().flag("reasoning").ifPresent(supported -> entry.put("reasoning", supported));
            if (!alias.equals(id)) {
                plan.addAlias(alias, server.name() + "/" + id);
            }
            for (String option : List.of("temperature", "top_p", "top_k", "timeout", "system_prompt")) {
                if (model.getValue().has(option)) {
                    plan.omit(option + " of " + alias + ": options are specified in each request.");
                }
            }
        }
    }
}
