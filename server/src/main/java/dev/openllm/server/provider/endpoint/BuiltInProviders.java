package dev.openllm.server.provider.endpoint;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.openllm.protocol.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The built-in providers, read from {@code built-in-providers.jsonc} in this package when they are first used. */
public final class BuiltInProviders {

    /** The IDs of the most popular providers, most popular first. All other providers follow in alphabetical order. */
    private static final List<String> POPULAR = List.of(
            "openai",
            "anthropic",
            "google",
            "openrouter",
            "ollama",
            "lmstudio",
            "mistral",
            "deepseek",
            "groq",
            "xai",
            "azure",
            "amazon-bedrock",
            "redhat-ai",
            "openshift-ai",
            "rhel-ai",
            "vllm",
            "github-models",
            "huggingface");

    private final Map<String, BuiltInProvider> byName = new HashMap<>();
    private final List<BuiltInProvider> all = new ArrayList<>();

    private BuiltInProviders(JsonNode entries) {
        entries.forEach(node -> add(read(node)));
    }

    private static final class Holder {
        private static final BuiltInProviders ALL = load();
    }

    /**
     * The cloud providers, keyed by address. The map is created when an address is first looked up, because it is not
     * needed for local servers.
     */
    private static final class Origins {
        private static final Map<String, BuiltInProvider> BY_ORIGIN = Holder.ALL.byOrigin();
    }

    public static BuiltInProviders all() {
        return Holder.ALL;
    }

    /** Returns the providers in the order of the data file. */
    public List<BuiltInProvider> list() {
        return List.copyOf(all);
    }

    /** Returns the most popular providers, followed by the others in alphabetical order. */
    public List<BuiltInProvider> byPopularity() {
        return all.stream()
                .sorted(Comparator.comparingInt(BuiltInProviders::rank)
                        .thenComparing(BuiltInProvider::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private static int rank(BuiltInProvider provider) {
        int rank = POPULAR.indexOf(provider.id());
        return rank < 0 ? POPULAR.size() : rank;
    }

    /** Returns the provider that has the specified ID or alias. */
    public Optional<BuiltInProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the cloud provider at the specified address. */
    Optional<BuiltInProvider> findByAddress(URI uri) {
        return Addresses.isLoopback(uri)
                ? Optional.empty()
                : Optional.ofNullable(Origins.BY_ORIGIN.get(Addresses.origin(uri)));
    }

    private void add(BuiltInProvider provider) {
        all.add(provider);
        byName.put(provider.id(), provider);
        provider.aliases().forEach(alias -> byName.put(alias, provider));
    }

    private Map<String, BuiltInProvider> byOrigin() {
        Map<String, BuiltInProvider> byOrigin = new HashMap<>();
        for (BuiltInProvider provider : all) {
            provider.apiBase()
                    .filter(base -> !base.contains("$") && !provider.isLocal())
                    .ifPresent(base -> byOrigin.putIfAbsent(Addresses.origin(URI.create(base)), provider));
        }
        return byOrigin;
    }

    private static BuiltInProviders load() {
        // Comments are allowed so the source of a quirk can be cited next to the quirk.
        ObjectReader reader = Wire.JSON.reader().with(JsonReadFeature.ALLOW_JAVA_COMMENTS.mappedFeature());
        try (InputStream in = BuiltInProviders.class.getResourceAsStream("built-in-providers.jsonc")) {
            return new BuiltInProviders(reader.readTree(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static BuiltInProvider read(JsonNode node) {
        String key = node.path("key").asText("required");
        return new BuiltInProvider(
                node.path("id").asText(),
                texts(node.path("aliases")),
                node.path("name").asText(),
                node.path("dialect").asText("openai-chat"),
                text(node.path("reasoningDialect")),
                text(node.path("apiBase")),
                key.equals("none") ? "none" : node.path("auth").asText("bearer"),
                key.equals("required"),
                texts(node.path("keyEnv")),
                toMap(node.path("headers")),
                BuiltInProvider.Models.valueOf(
                        node.path("models").asText("list").toUpperCase(Locale.ROOT)),
                node.path("found").asBoolean(false),
                toMap(node.path("quirks")),
                text(node.path("documentation")));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Map<String, String> toMap(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.fields()
                .forEachRemaining(
                        field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }
}
