package dev.openllm.server.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.text.ConfigFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A reader for the configuration of the LiteLLM proxy. Source: https://docs.litellm.ai/docs/proxy/configs */
final class LiteLlmConfig implements ImportSource {

    /** The LiteLLM model parameters that are either imported or used to determine an imported value. */
    private static final Set<String> SUPPORTED_PARAMETERS =
            Set.of("model", "api_base", "base_url", "api_key", "extra_headers", "max_tokens");

    @Override
    public String id() {
        return "litellm";
    }

    @Override
    public String title() {
        return "LiteLLM";
    }

    /**
     * Returns the paths that users commonly choose. LiteLLM does not define a default location for the configuration
     * file; these file names are used in the LiteLLM documentation.
     */
    @Override
    public List<Path> defaultFiles(ImportLocations places) {
        return List.of(
                places.current().resolve("litellm_config.yaml"),
                places.current().resolve("litellm.yaml"),
                places.config().resolve("litellm").resolve("config.yaml"),
                places.home().resolve(".litellm").resolve("config.yaml"));
    }

    @Override
    public boolean recognizes(Path file, String text) {
        return text.contains("model_list:");
    }

    @Override
    public void read(Path file, String text, PlanBuilder plan) throws ConfigFileException {
        SourceNode root = SourceNode.yaml(text, file);
        Set<String> names = new HashSet<>();
        if (!root.has("model_list")) {
            throw new ConfigFileException(UserText.of("'model_list' is missing from the file."), root.line(), 0);
        }
        for (SourceNode model : root.list("model_list")) {
            readModel(model, plan, names);
        }
        for (String group :
                List.of("router_settings", "litellm_settings", "general_settings", "environment_variables")) {
            if (root.has(group)) {
                plan.omit(group + ": applies only to the LiteLLM proxy itself.");
            }
        }
    }

    private static void readModel(SourceNode entry, PlanBuilder plan, Set<String> names) throws ConfigFileException {
        SourceNode params = entry.field("litellm_params");
        String model = params.text("model")
                .orElseThrow(() -> new ConfigFileException(
                        UserText.of("'litellm_params.model' is missing from this model_list entry."), entry.line(), 0));
        int slash = model.indexOf('/');
        String providerName = slash < 0 ? "" : model.substring(0, slash);
        String id = slash < 0 ? model : model.substring(slash + 1);
        Optional<String> baseUrl = params.text("api_base").or(() -> params.text("base_url"));
        String credential = params.text("api_key").orElse("");
        Optional<String> preset =
                slash < 0 ? ForeignProviderNames.ofModel(model) : ForeignProviderNames.id(providerName);
        if (preset.isEmpty() && baseUrl.isEmpty()) {
            plan.omit("The model " + model + ": no built-in provider exists for "
                    + (providerName.isEmpty() ? "this model" : providerName) + ".");
            return;
        }
        PlanBuilder.Server server = server(providerName, preset, baseUrl, credential, plan);
        plan.setKey(server, params.text("api_key"));
        params.field("extra_headers")
                .fields()
                .forEach((header, value) -> value.text().ifPresent(text -> server.addHeader(header, text)));
        String alias = entry.text("model_name").orElse(id);
        if (!id.contains("*")) {
            ObjectNode modelEntry = server.model(id);
            SourceNode info = entry.field("model_info");
            info.number("max_input_tokens").ifPresent(tokens -> modelEntry.put("contextTokens", tokens));
            info.number("max_output_tokens").ifPresent(tokens -> modelEntry.put("outputTokens", tokens));
            info.flag("supports_vision").ifPresent(supported -> modelEntry.put("vision", supported));
            info.flag("supports_function_calling").ifPresent(supported -> modelEntry.put("tools", supported));
            info.text("base_model")
                    .ifPresent(baseModel -> modelEntry.put("baseModel", baseModel.replaceFirst("^.*/", "")));
            if (!names.add(alias)) {
                plan.omit(alias + " on line " + entry.line()
                        + " is not load-balanced with the model of the same name. Add fallbacks to one of the models.");
            } else if (!alias.equals(id)) {
                plan.addAlias(alias, server.name() + "/" + id);
            }
        }
        params.fields().keySet().stream()
                .filter(parameter -> !SUPPORTED_PARAMETERS.contains(parameter))
                .forEach(parameter -> plan.omit(parameter + " of " + alias + "."));
    }

    private static PlanBuilder.Server server(
            String providerName,
            Optional<String> preset,
            Optional<String> baseUrl,
            String credential,
            PlanBuilder plan) {
        if (baseUrl.isEmpty()) {
            return plan.builtIn(preset.orElseThrow(), credential);
        }
        // If a custom address is specified, a model name that starts with "openai/" can refer to any server that
        // supports the OpenAI API.
        boolean anyServer = providerName.isEmpty() || providerName.equals("openai") || preset.isEmpty();
        Optional<String> customPreset = anyServer ? Optional.empty() : preset;
        String name = PlanBuilder.hostName(
                baseUrl.get(), preset.filter(id -> !id.equals("openai")).orElse("server"));
        return plan.custom(name, baseUrl.get(), customPreset, "openai-chat", credential);
    }
}
