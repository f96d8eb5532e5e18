package dev.openllm.server.cli.add;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.model.ProviderInfo;
import java.util.List;
import java.util.Optional;

/**
 * A provider that can be added to the configuration.
 *
 * @param name the name in the configuration
 * @param displayName the display name
 * @param preset the ID of the built-in provider, if it differs from the name
 * @param dialect the dialect of the API; empty if the built-in provider defines the dialect
 * @param apiBase the base URL; empty if the built-in provider defines the base URL
 * @param keyEnv the environment variable that contains the API key, if it differs from the variable of the built-in
 *     provider
 * @param models the models to offer; all models if empty
 * @param needsKey whether the provider rejects requests without an API key
 * @param configured whether the provider is already configured and only its API key is missing
 */
record NewProvider(
        String name,
        String displayName,
        Optional<String> preset,
        Optional<String> dialect,
        Optional<String> apiBase,
        Optional<String> keyEnv,
        List<String> models,
        boolean needsKey,
        boolean configured) {

    NewProvider {
        models = List.copyOf(models);
    }

    static NewProvider builtIn(ProviderInfo info) {
        return new NewProvider(
                info.name(),
                info.displayName(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                info.needsKey(),
                info.configured()
                        && !info.source().orElse("").equals("found running")
                        && !info.source().orElse("").equals("built in"));
    }

    NewProvider withPreset(String id) {
        return new NewProvider(name, displayName, Optional.of(id), dialect, apiBase, keyEnv, models, needsKey, false);
    }

    NewProvider withName(String newName) {
        return new NewProvider(newName, displayName, preset, dialect, apiBase, keyEnv, models, needsKey, configured);
    }

    NewProvider withApiBase(String url) {
        return new NewProvider(
                name, displayName, preset, dialect, Optional.of(url), keyEnv, models, needsKey, configured);
    }

    NewProvider withDialect(String api) {
        return new NewProvider(
                name, displayName, preset, Optional.of(api), apiBase, keyEnv, models, needsKey, configured);
    }

    NewProvider withKeyEnv(Optional<String> variable) {
        return new NewProvider(name, displayName, preset, dialect, apiBase, variable, models, needsKey, configured);
    }

    NewProvider withModels(List<String> ids) {
        return new NewProvider(name, displayName, preset, dialect, apiBase, keyEnv, ids, needsKey, configured);
    }

    NewProvider withNeedsKey(boolean needs) {
        return new NewProvider(name, displayName, preset, dialect, apiBase, keyEnv, models, needs, configured);
    }

    /**
     * Returns whether the user must specify the models because the provider has no model list. Such a provider is
     * checked with a request to a model.
     */
    boolean needsModels() {
        return apiBase.orElse("").matches("(?i).*(\\.openai|\\.cognitiveservices)\\.azure\\.(com|us|cn).*")
                || name.startsWith("azure")
                || preset.orElse("").startsWith("azure");
    }

    /**
     * Returns the provider as an item of {@code providers} in the configuration: only the name if no other field is
     * set.
     */
    JsonNode entry() {
        ObjectNode entry = group();
        return entry.size() == 1 ? TextNode.valueOf(name) : entry;
    }

    /**
     * Returns the provider as an item of {@code providers} in the configuration. The item is always an object, even if
     * the name is the only field.
     */
    ObjectNode group() {
        ObjectNode entry = JsonNodeFactory.instance.objectNode().put("name", name);
        preset.ifPresent(id -> entry.put("preset", id));
        dialect.ifPresent(api -> entry.put("dialect", api));
        apiBase.ifPresent(url -> entry.put("apiBase", url));
        keyEnv.ifPresent(variable -> entry.put("apiKeyEnv", variable));
        if (!models.isEmpty()) {
            models.forEach(entry.putArray("models")::add);
        }
        return entry;
    }
}
