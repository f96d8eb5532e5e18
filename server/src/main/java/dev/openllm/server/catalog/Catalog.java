package dev.openllm.server.catalog;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The known models. Loaded at first use; safe for use by many threads. */
public final class Catalog {

    /** The prefixes of model names and their makers: the maker's own data takes precedence over resellers'. */
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

    /** Empty for the bundled table. */
    private volatile Optional<CatalogTable> newer = Optional.empty();

    /** The providers whose data may be used for a fact. */
    public record Match(CatalogModel model, boolean sameProvider) {

        /** The prefix of a source that describes the model at another provider. */
        public static final String ELSEWHERE = "catalog (from ";

        /** As shown to the user: {@code catalog}, {@code catalog (from openai)}. */
        public UserText source() {
            return sameProvider ? UserText.of("catalog") : UserText.of("catalog (from {0})", model.provider());
        }
    }

    /**
     * The facts of a model: at this provider, or else at its maker, or else at any other provider.
     *
     * @param service the built-in provider; empty for the user's own servers
     * @param model the provider's model id
     */
    public Optional<Match> find(Optional<String> service, String model) {
        return service.flatMap(id -> table().find(id, model))
                .map(found -> new Match(found, true))
                .or(() -> elsewhere(model).map(found -> new Match(found, false)));
    }

    /** Represents all servers of the user's own in {@link #efforts} and {@link #quirks}. */
    public static final String LOCAL = "local";

    /** The reasoning efforts that a model supports, weakest first; absent if unknown. */
    public Optional<List<String>> efforts(String service, String model) {
        return ModelRules.efforts(service, model);
    }

    /** The quirks of a model, by dialect. */
    public Map<String, String> quirks(String service, String model) {
        return ModelRules.quirks(service, model);
    }

    /** The models of a provider that has no model list of its own. */
    public List<CatalogModel> of(String service) {
        return table().of(service);
    }

    /** Uses a newer table from now on. @throws ModelsDev.NotUsable when it cannot be read; nothing changes then */
    public void use(byte[] table) throws ModelsDev.NotUsable {
        CatalogTable candidate = new CatalogTable(table);
        ModelsDev.check(candidate);
        newer = Optional.of(candidate);
    }

    /** Uses the bundled table again. */
    public void useBuiltIn() {
        newer = Optional.empty();
    }

    /** A new object whenever the data changes, so that derived facts can be cached with it. */
    public Object edition() {
        return table();
    }

    private CatalogTable table() {
        return newer.orElseGet(() -> BuiltIn.TABLE);
    }

    private Optional<CatalogModel> elsewhere(String model) {
        String plain = ModelName.plain(model);
        if (ModelName.isGeneric(model)) {
            return Optional.empty();
        }
        List<CatalogModel> candidates = table().named(plain).stream()
                .filter(candidate -> candidate.contextTokens().isPresent())
                .sorted(Comparator.comparingInt(
                        candidate -> candidate.contextTokens().getAsInt()))
                .toList();
        return candidates.stream()
                .filter(candidate -> isMaker(candidate.provider(), plain))
                .findFirst()
                // Resellers limit the same model differently: the median is neither careless nor overly restricted.
                .or(() -> candidates.stream()
                        .skip(Math.max(0, (candidates.size() - 1) / 2))
                        .findFirst());
    }

    private static boolean isMaker(String provider, String plainName) {
        return MAKERS.entrySet().stream()
                .anyMatch(maker -> maker.getValue().equals(provider) && plainName.startsWith(maker.getKey()));
    }

    private static CatalogTable load() {
        try (InputStream in = Catalog.class.getResourceAsStream("models.tsv")) {
            return new CatalogTable(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
