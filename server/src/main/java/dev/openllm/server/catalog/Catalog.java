package dev.openllm.server.catalog;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalog of known models and their properties, such as limits, capabilities, and prices. The catalog is loaded on
 * first use. Thread-safe.
 */
public final class Catalog {

    /**
     * The model makers, keyed by model name prefix. If the catalog has no entry for the requested provider, the entry
     * of the model's maker takes precedence over the entries of resellers.
     */
    private static final Map<String, String> MAKERS = Map.ofEntries(
            Map.entry("gpt", "openai"),
            Map.entry("chatgpt", "openai"),
            Map.entry("o-", "openai"),
            Map.entry("codex", "openai"),
            Map.entry("claude", "anthropic"),
            Map.entry("gemini", "google"),
            Map.entry("gemma", "google"),
            Map.entry("mistral", "mistral"),
            Map.entry("ministral", "mistral"),
            Map.entry("magistral", "mistral"),
            Map.entry("codestral", "mistral"),
            Map.entry("devstral", "mistral"),
            Map.entry("pixtral", "mistral"),
            Map.entry("grok", "xai"),
            Map.entry("deepseek", "deepseek"),
            Map.entry("qwen", "alibaba"),
            Map.entry("qwq", "alibaba"),
            Map.entry("glm", "zai"),
            Map.entry("kimi", "moonshotai"),
            Map.entry("minimax", "minimax"),
            Map.entry("llama", "llama"),
            Map.entry("command", "cohere"),
            Map.entry("mimo", "xiaomi"));

    private static final class BuiltIn {
        private static final CatalogTable TABLE = load();
    }

    /** The model table that replaces the bundled table; empty if the bundled table is in use. */
    private volatile Optional<CatalogTable> replacement = Optional.empty();

    /**
     * A catalog entry found for a model.
     *
     * @param model the catalog entry
     * @param sameProvider whether the entry is for the requested provider rather than for a different one
     */
    public record Match(CatalogModel model, boolean sameProvider) {

        /** The prefix of the {@link #source} string for an entry from a provider other than the requested one. */
        public static final String OTHER_PROVIDER_PREFIX = "catalog (from ";

        /** Returns the source to display to the user: {@code catalog} or {@code catalog (from openai)}. */
        public UserText source() {
            return sameProvider ? UserText.of("catalog") : UserText.of("catalog (from {0})", model.provider());
        }
    }

    /**
     * Finds the catalog entry for a model. The entry of the specified provider takes precedence, followed by the entry
     * of the model's maker and the entries of other providers.
     *
     * @param provider the ID of the built-in provider; empty for a custom provider, such as a server that the user runs
     * @param model the provider's model ID
     */
    public Optional<Match> find(Optional<String> provider, String model) {
        return provider.flatMap(id -> table().find(id, model))
                .map(found -> new Match(found, true))
                .or(() -> findAtOtherProvider(model).map(found -> new Match(found, false)));
    }

    /** The provider name that {@link #efforts} and {@link #quirks} accept for any server that the user runs. */
    public static final String LOCAL = "local";

    /** Returns the reasoning efforts that a model supports, weakest first, or an empty result if they are unknown. */
    public Optional<List<String>> efforts(String provider, String model) {
        return ModelRules.efforts(provider, model);
    }

    /** Returns the quirks of a model, keyed by quirk name. */
    public Map<String, String> quirks(String provider, String model) {
        return ModelRules.quirks(provider, model);
    }

    /** Returns the catalog entries of a provider. They are used for providers that do not offer a model list. */
    public List<CatalogModel> ofProvider(String provider) {
        return table().ofProvider(provider);
    }

    /**
     * Replaces the model table with a newer version.
     *
     * @param table the contents of the newer table, in the format described in the package documentation
     * @throws ModelsDev.NotUsable if the newer table is invalid; the current table is then retained
     */
    public void replaceTable(byte[] table) throws ModelsDev.NotUsable {
        CatalogTable candidate = new CatalogTable(table);
        ModelsDev.validate(candidate);
        replacement = Optional.of(candidate);
    }

    /** Restores the model table that is bundled with this version of the program. */
    public void restoreBundledTable() {
        replacement = Optional.empty();
    }

    /**
     * Returns an object that identifies the catalog version. A new object is returned whenever the data has changed, so
     * callers can cache derived data together with this object.
     */
    public Object version() {
        return table();
    }

    private CatalogTable table() {
        return replacement.orElseGet(() -> BuiltIn.TABLE);
    }

    private Optional<CatalogModel> findAtOtherProvider(String model) {
        String normalizedName = ModelName.normalize(model);
        if (ModelName.isGeneric(model)) {
            return Optional.empty();
        }
        List<CatalogModel> candidates = table().findByName(normalizedName).stream()
                .filter(candidate -> candidate.contextTokens().isPresent())
                .sorted(Comparator.comparingInt(
                        candidate -> candidate.contextTokens().getAsInt()))
                .toList();
        return candidates.stream()
                .filter(candidate -> isMaker(candidate.provider(), normalizedName))
                .findFirst()
                // Resellers set different context limits for the same model; the median is neither too high nor too
                // restrictive.
                .or(() -> candidates.stream()
                        .skip(Math.max(0, (candidates.size() - 1) / 2))
                        .findFirst());
    }

    private static boolean isMaker(String provider, String normalizedName) {
        return MAKERS.entrySet().stream()
                .anyMatch(maker -> maker.getValue().equals(provider) && normalizedName.startsWith(maker.getKey()));
    }

    private static CatalogTable load() {
        try (InputStream in = Catalog.class.getResourceAsStream("models.tsv")) {
            return new CatalogTable(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
