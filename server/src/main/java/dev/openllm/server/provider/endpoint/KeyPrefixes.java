package dev.openllm.server.provider.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Detects the provider of an API key by the key's prefix. */
public final class KeyPrefixes {

    /**
     * The provider IDs, keyed by API key prefix. If prefixes overlap, the longest one is first. Sources: the pages
     * about API keys in the documentation of each provider.
     */
    private static final Map<String, String> PROVIDERS = new LinkedHashMap<>();

    static {
        PROVIDERS.put("sk-ant-", "anthropic");
        PROVIDERS.put("sk-or-", "openrouter");
        PROVIDERS.put("sk-proj-", "openai");
        PROVIDERS.put("sk-svcacct-", "openai");
        PROVIDERS.put("AIza", "google");
        PROVIDERS.put("gsk_", "groq");
        PROVIDERS.put("xai-", "xai");
        PROVIDERS.put("pplx-", "perplexity");
        PROVIDERS.put("hf_", "huggingface");
        PROVIDERS.put("nvapi-", "nvidia");
        PROVIDERS.put("csk-", "cerebras");
        PROVIDERS.put("fw_", "fireworks-ai");
        PROVIDERS.put("tgp_v1_", "togetherai");
        PROVIDERS.put("ghp_", "github-models");
        PROVIDERS.put("github_pat_", "github-models");
    }

    private KeyPrefixes() {}

    /**
     * Returns the ID of the provider that an API key belongs to, or an empty result if several providers share the
     * key's prefix, such as {@code sk-} alone.
     */
    public static Optional<String> providerOf(String key) {
        return PROVIDERS.entrySet().stream()
                .filter(entry -> key.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns the IDs of all providers that can be detected by a prefix. */
    static Iterable<String> providers() {
        return PROVIDERS.values();
    }
}
