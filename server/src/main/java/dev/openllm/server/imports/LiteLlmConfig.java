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
    private static final Set<String> TAKEN =
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
    public List<Path> usualFiles(Places places) {
        return List.of(
                places.current().resolve("litellm_config.yaml"),
                places.current().resolve("litellm.yaml"),
                places.config().resolve("litellm").resolve("config.yaml"),
                places.home().resolve(".litellm").resolve("config.yaml"));
    }

    @Override
    public boolean knows(Path file, String text) {
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
            model(model, plan, names);
        }
        for (String group :
                List.of("router_settings", "litellm_settings", "general_settings", "environment_variables")) {
            if (root.has(group)) {
                plan.leaveOut(group + ": applies only to the LiteLLM proxy itself.");
            }
        }
    }

    private static void model(SourceNode entry, PlanBuilder plan, Set<String> names) throws ConfigFileException {
        SourceNode params = entry.field("litellm_params");
        String model = params.text("model")
                .orElseThrow(() -> new ConfigFileException(
                        UserText.of("'litellm_params.model' is missing from this model_list entry."), entry.line(), 0));
        int slash = model.indexOf('/');
        String word = slash < 0 ? "" : model.substring(0, slash);
        String id = slash < 0 ? model : model.substring(slash + 1);
        Optional<String> base = params.text("api_base").or(() -> params.text("base_url"));
        String credential = params.text("api_key").orElse("");
        Optional<String> preset = slash < 0 ? ProviderWords.ofModel(model) : ProviderWords.id(word);
        if (preset.isEmpty() && base.isEmpty()) {
            plan.leaveOut("The model " + model + ": no built-in provider exists for "
                    + (word.isEmpty() ? "this model" : word) + ".");
            return;
        }
        PlanBuilder.Server server = server(word, preset, base, credential, plan);
        plan.key(server, params.text("api_key"));
        params.field("extra_headers")
                .fields()
                .forEach((header, value) -> value.text().ifPresent(text -> server.header(header, text)));
        String alias = entry.text("model_name").orElse(id);
        if (!id.contains("*")) {
            ObjectNode described = server.model(id);
            SourceNode info = entry.field("model_info");
            info.number("max_input_tokens").ifPresent(tokens -> described.put("contextTokens", tokens));
            info.number("max_output_tokens").ifPresent(tokens -> described.put("outputTokens", tokens));
            info.flag("supports_vision").ifPresent(can -> described.put("vision", can));
            info.flag("supports_function_calling").ifPresent(can -> described.put("tools", can));
            info.text("base_model").ifPresent(like -> described.put("baseModel", like.replaceFirst("^.*/", "")));
            if (!names.add(alias)) {
                plan.leaveOut(alias + " on line " + entry.line()
                        + " is not load-balanced with the model of the same name. Add fallbacks to one of the models.");
            } else if (!alias.equals(id)) {
                plan.alias(alias, server.name() + "/" + id);
            }
        }
        params.fields().keySet().stream()
                .filter(parameter -> !TAKEN.contains(parameter))
                .forEach(parameter -> plan.leaveOut(parameter + " of " + alias + "."));
    }

    private static PlanBuilder.Server server(
            String word, Optional<String> preset, Optional<String> base, String credential, PlanBuilder plan) {
        if (base.isEmpty()) {
            return plan.builtIn(preset.orElseThrow(), credential);
        }
        // If a custom address is specified, a model name that starts with "openai/" can refer to any server that
        // supports the OpenAI API.
        boolean anyServer = word.isEmpty() || word.equals("openai") || preset.isEmpty();
        Optional<String> kind = anyServer ? Optional.empty() : preset;
        String name = PlanBuilder.hostName(
                base.get(), preset.filter(id -> !id.equals("openai")).orElse("server"));
        return plan.at(name, base.get(), kind, "openai-chat", credential);
    }
}
