package dev.openllm.server.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of another program, in the form of this product's configuration.
 *
 * @param source the program, for the user
 * @param files the files that were read
 * @param defaultModel as {@code provider/model}
 * @param aliases other names of models, to {@code provider/model}
 * @param leftOut sentences about what is not imported
 */
public record ImportPlan(
        String source,
        List<String> files,
        List<Provider> providers,
        Optional<String> defaultModel,
        Map<String, String> aliases,
        List<String> leftOut) {

    public ImportPlan {
        files = List.copyOf(files);
        providers = List.copyOf(providers);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A provider.
     *
     * @param preset its built-in provider; absent for a server of the user's own
     * @param dialect its API, when the built-in provider does not decide
     * @param keyVariable the environment variable that the program reads its key from
     * @param key the key, if it was in the file
     * @param models each in the form of {@code models} in the configuration; all when empty
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

        public Provider withName(String other) {
            return new Provider(other, preset, dialect, apiBase, keyVariable, key, headers, models);
        }

        /** As an item of {@code providers}. */
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

    /** A key of a file. Only {@link #reveal} returns its value. */
    public static final class FoundKey {

        private final String text;

        FoundKey(String text) {
            this.text = text;
        }

        /** The key, for the store. */
        public String reveal() {
            return text;
        }

        /** Enough to recognize it: its last characters, if it is long. */
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
