package dev.openllm.server.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Another program's configuration, converted to the configuration format of this product.
 *
 * @param source the display name of the program
 * @param files the paths of the files that were read
 * @param providers the providers to add
 * @param defaultModel the default model, in the form {@code provider/model}
 * @param aliases the aliases, each mapped to a model in the form {@code provider/model}
 * @param omitted user-facing descriptions of what is not imported
 */
public record ImportPlan(
        String source,
        List<String> files,
        List<Provider> providers,
        Optional<String> defaultModel,
        Map<String, String> aliases,
        List<String> omitted) {

    public ImportPlan {
        files = List.copyOf(files);
        providers = List.copyOf(providers);
        omitted = List.copyOf(omitted);
    }

    /**
     * A provider to import.
     *
     * @param preset the ID of the built-in provider; empty for a custom server
     * @param dialect the name of the API dialect; empty if the built-in provider defines the dialect
     * @param keyVariable the environment variable from which the program reads the API key
     * @param key the API key, if the file contains it
     * @param models the models, each in the format of an entry of {@code models} in the configuration; an empty list
     *     represents all models
     */
    public record Provider(
            String name,
            Optional<String> preset,
            Optional<String> dialect,
            Optional<String> apiBase,
            Optional<String> keyVariable,
            Optional<FoundKey> key,
            Map<String, String> headers,
            List<ObjectNode> models) {

        public Provider {
            models = List.copyOf(models);
        }

        public Provider withName(String newName) {
            return new Provider(newName, preset, dialect, apiBase, keyVariable, key, headers, models);
        }

        /** Returns the provider as an entry of {@code providers} in the configuration. */
        public ObjectNode entry() {
            ObjectNode entry = JsonNodeFactory.instance.objectNode().put("name", name);
            preset.filter(id -> !id.equals(name)).ifPresent(id -> entry.put("preset", id));
            dialect.ifPresent(api -> entry.put("dialect", api));
            apiBase.ifPresent(url -> entry.put("apiBase", url));
            keyVariable.ifPresent(variable -> entry.put("apiKeyEnv", variable));
            headers.forEach(entry.withObjectProperty("headers")::put);
            if (headers.isEmpty()) {
                entry.remove("headers");
            }
            if (!models.isEmpty()) {
                models.forEach(model -> {
                    if (model.size() == 1) {
                        entry.withArrayProperty("models").add(model.path("id").asText());
                    } else {
                        entry.withArrayProperty("models").add(model);
                    }
                });
            }
            return entry;
        }
    }

    /** An API key that was found in a configuration file. Only {@link #reveal} returns the unmasked key. */
    public static final class FoundKey {

        private final String text;

        FoundKey(String text) {
            this.text = text;
        }

        /** Returns the unmasked API key, to be saved by the caller. */
        public String reveal() {
            return text;
        }

        /**
         * Returns the masked API key. If the key has at least 16 characters, the last four remain visible so that the
         * user can recognize the key.
         */
        public String masked() {
            return text.length() < 16 ? "•••" : "•••" + text.substring(text.length() - 4);
        }

        @Override
        public String toString() {
            return masked();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof FoundKey key && key.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }
}
