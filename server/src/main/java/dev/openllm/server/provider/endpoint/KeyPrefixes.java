package dev.openllm.server.provider.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Detects the provider of a key, by the prefixes that providers use. */
public final class KeyPrefixes {

    /** By prefix, the longer ones of a family first. Sources: the key pages of the providers' own documentation. */
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

    /** The id of the provider; empty for prefixes that several providers share, such as a plain {@code sk-}. */
    public static Optional<String> serviceOf(String key) {
        return SERVICES.entrySet().stream()
                .filter(entry -> key.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The ids of all providers that can be detected by a prefix. */
    static Iterable<String> services() {
        return SERVICES.values();
    }
}
