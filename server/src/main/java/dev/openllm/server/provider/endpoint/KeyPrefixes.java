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
    private static final Map<String, String> SERVICES = new LinkedHashMap<>();

    static {
        SERVICES.put("sk-ant-", "anthropic");
        SERVICES.put("sk-or-", "openrouter");
        SERVICES.put("sk-proj-", "openai");
        SERVICES.put("sk-svcacct-", "openai");
        SERVICES.put("AIza", "google");
        SERVICES.put("gsk_", "groq");
        SERVICES.put("xai-", "xai");
        SERVICES.put("pplx-", "perplexity");
        SERVICES.put("hf_", "huggingface");
        SERVICES.put("nvapi-", "nvidia");
        SERVICES.put("csk-", "cerebras");
        SERVICES.put("fw_", "fireworks-ai");
        SERVICES.put("tgp_v1_", "togetherai");
        SERVICES.put("ghp_", "github-models");
        SERVICES.put("github_pat_", "github-models");
    }

    private KeyPrefixes() {}

    /**
     * Returns the ID of the provider that an API key belongs to, or an empty result if several providers share the
     * key's prefix, such as {@code sk-} alone.
     */
    public static Optional<String> serviceOf(String key) {
        return SERVICES.entrySet().stream()
                .filter(entry -> key.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns the IDs of all providers that can be detected by a prefix. */
    static Iterable<String> services() {
        return SERVICES.values();
    }
}
