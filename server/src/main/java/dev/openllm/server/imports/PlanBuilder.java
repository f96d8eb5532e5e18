package dev.openllm.server.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.server.imports.ImportPlan.FoundKey;
import dev.openllm.server.imports.ImportPlan.Provider;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A builder for an import plan. Models that have the same address and API key are combined into one provider. */
final class PlanBuilder {

    /** The pattern for references to environment variables in the configurations of other programs. */
    private static final Pattern REFERENCE_PATTERN = Pattern.compile("os\\.environ/([A-Za-z_]\\w*)"
            + "|\\$\\{\\{\\s*(?:secrets|inputs)\\.([A-Za-z_]\\w*)\\s*}}"
            + "|\\$\\{(?:env:)?([A-Za-z_]\\w*)}"
            + "|\\$([A-Z_][A-Z0-9_]*)");

    /**
     * The pattern for an API operation at the end of a URL, such as {@code /chat/completions}. URLs in the
     * configurations of other programs can contain an operation, but base URLs in the configuration of this product
     * must not.
     */
    private static final Pattern OPERATION_PATTERN =
            Pattern.compile("/(chat/completions|completions|responses|messages)/?$");

    private final String source;
    private final List<String> files = new ArrayList<>();
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final List<String> omitted = new ArrayList<>();
    private Optional<String> defaultModel = Optional.empty();

    /** A provider under construction. */
    static final class Server {

        private final String name;
        private final Optional<String> preset;
        private final Optional<String> dialect;
        private final Optional<String> apiBase;
        private Optional<String> keyVariable = Optional.empty();
        private Optional<FoundKey> key = Optional.empty();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final Map<String, ObjectNode> models = new LinkedHashMap<>();

        private Server(String name, Optional<String> preset, Optional<String> dialect, Optional<String> apiBase) {
            this.name = name;
            this.preset = preset;
            this.dialect = dialect;
            this.apiBase = apiBase;
        }

        String name() {
            return name;
        }

        /**
         * Returns the configuration object for a model, and creates it if necessary. The caller adds the properties of
         * the model.
         */
        ObjectNode model(String id) {
            return models.computeIfAbsent(
                    id, modelId -> JsonNodeFactory.instance.objectNode().put("id", modelId));
        }

        void addHeader(String header, String value) {
            headers.put(header, value);
        }

        private Provider build() {
            return new Provider(
                    name,
                    preset,
                    dialect,
                    apiBase,
                    keyVariable,
                    key,
                    Map.copyOf(headers),
                    List.copyOf(models.values()));
        }
    }

    PlanBuilder(String source) {
        this.source = source;
    }

    void addFile(String file) {
        files.add(file);
    }

    void omit(String description) {
        if (!omitted.contains(description)) {
            omitted.add(description);
        }
    }

    void addAlias(String name, String model) {
        aliases.putIfAbsent(name, model);
    }

    void defaultModel(String model) {
        defaultModel = Optional.of(model);
    }

    /** Returns a built-in provider that uses its default address. Adds the provider to the plan if necessary. */
    Server builtIn(String id, String credential) {
        return server(id, Optional.of(id), Optional.empty(), Optional.empty(), credential);
    }

    /** Returns a provider at a custom address. Adds the provider to the plan if necessary. */
    Server custom(String name, String url, Optional<String> preset, String dialect, String credential) {
        String baseUrl = OPERATION_PATTERN.matcher(url.strip()).replaceFirst("").replaceFirst("/+$", "");
        return server(
                name,
                preset,
                preset.isPresent() ? Optional.empty() : Optional.of(dialect),
                Optional.of(baseUrl),
                credential);
    }

    /**
     * Returns the provider with the specified properties. Adds the provider to the plan if necessary.
     *
     * @param credential the API key, or a reference to the key, that distinguishes providers at the same address
     */
    private Server server(
            String requestedName,
            Optional<String> preset,
            Optional<String> dialect,
            Optional<String> apiBase,
            String credential) {
        String identity = String.join("|", preset.orElse(""), dialect.orElse(""), apiBase.orElse(""), credential);
        return servers.computeIfAbsent(
                identity, _ -> new Server(uniqueName(toProviderName(requestedName)), preset, dialect, apiBase));
    }

    private String uniqueName(String name) {
        String candidate = name;
        for (int i = 2; isNameInUse(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }

    private boolean isNameInUse(String name) {
        return servers.values().stream().anyMatch(server -> server.name.equals(name));
    }

    /** Converts a name from the imported configuration to a valid provider name. */
    static String toProviderName(String text) {
        String name = text.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]+", "-")
                .replaceAll("^[^a-z0-9]+|-+$", "");
        return name.isEmpty() ? "imported" : name;
    }

    /**
     * Returns the first label of a URL's host name that is not a common label, such as {@code api}. If all labels are
     * common, returns the first label.
     *
     * @param fallback the result if the URL does not contain a host name
     */
    static String hostName(String url, String fallback) {
        try {
            String host = Optional.ofNullable(URI.create(url.strip()).getHost()).orElse("");
            if (host.isEmpty() || host.matches("[0-9.]+|localhost|\\[.*")) {
                return fallback;
            }
            List<String> labels = List.of(host.split("\\."));
            return labels.stream()
                    .limit(Math.max(1, labels.size() - 1L))
                    .filter(label -> !label.matches("www|api|llm|ai|gateway|gw|proxy|models|openai"))
                    .findFirst()
                    .orElse(labels.getFirst());
        } catch (IllegalArgumentException noUrl) {
            return fallback;
        }
    }

    /**
     * Sets the API key of a provider. If the value refers to an environment variable, the provider refers to that
     * variable instead of storing a key.
     */
    void setKey(Server server, Optional<String> value) {
        if (value.isEmpty()) {
            return;
        }
        Matcher reference = REFERENCE_PATTERN.matcher(value.get());
        if (reference.matches()) {
            for (int group = 1; group <= reference.groupCount(); group++) {
                if (reference.group(group) != null) {
                    server.keyVariable = Optional.of(reference.group(group));
                }
            }
            return;
        }
        if (value.get().contains("${")) {
            omit("The API key for " + server.name + " is stored where only " + source
                    + " can read it. To store the key, run `open-llm secrets set " + server.name + "`.");
            return;
        }
        if (value.get().matches("(?i)(none|empty|no-key|not-needed|dummy|sk-no-key-required|anything)")) {
            return;
        }
        server.key = Optional.of(new FoundKey(value.get()));
    }

    void setKeyVariable(Server server, String variable) {
        server.keyVariable = Optional.of(variable);
    }

    ImportPlan build() {
        return new ImportPlan(
                source,
                files,
                servers.values().stream().map(Server::build).toList(),
                defaultModel,
                new LinkedHashMap<>(aliases),
                omitted);
    }
}
