package dev.openllm.server.imports;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping from the provider names in the configurations of other programs to the IDs of the built-in providers.
 * Source: the documentation of these programs
 */
final class ForeignProviderNames {

    private static final Map<String, String> IDS = new HashMap<>();

    static {
        for (String id : new String[] {
            "openai",
            "anthropic",
            "google",
            "mistral",
            "groq",
            "deepseek",
            "openrouter",
            "xai",
            "ollama",
            "lmstudio",
            "llamafile",
            "vllm",
            "cohere",
            "perplexity",
            "cerebras",
            "nvidia",
            "huggingface",
            "azure",
            "litellm",
            "deepinfra",
            "sglang"
        }) {
            IDS.put(id, id);
        }
        IDS.put("gemini", "google");
        IDS.put("claude", "anthropic");
        IDS.put("grok", "xai");
        IDS.put("azure-openai", "azure");
        IDS.put("azureopenai", "azure");
        IDS.put("azure_ai", "azure-cognitive-services");
        IDS.put("ollama_chat", "ollama");
        IDS.put("lm_studio", "lmstudio");
        IDS.put("lm-studio", "lmstudio");
        IDS.put("llama.cpp", "llamafile");
        IDS.put("llamacpp", "llamafile");
        IDS.put("hosted_vllm", "vllm");
        IDS.put("together", "togetherai");
        IDS.put("together_ai", "togetherai");
        IDS.put("togetherai", "togetherai");
        IDS.put("fireworks", "fireworks-ai");
        IDS.put("fireworks_ai", "fireworks-ai");
        IDS.put("nvidia_nim", "nvidia");
        IDS.put("moonshot", "moonshotai");
        IDS.put("github", "github-models");
        IDS.put("litellm_proxy", "litellm");
    }

    private ForeignProviderNames() {}

    /** Returns the ID of the built-in provider that another program identifies by the given name. */
    static Optional<String> id(String word) {
        return Optional.ofNullable(IDS.get(word.strip().toLowerCase(Locale.ROOT)));
    }

    /** Returns the ID of the built-in provider for a model that is specified without a provider. */
    static Optional<String> ofModel(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        if (name.matches("(gpt-|chatgpt|o\\d).*")) {
            return Optional.of("openai");
        }
        if (name.startsWith("claude")) {
            return Optional.of("anthropic");
        }
        return name.startsWith("gemini") ? Optional.of("google") : Optional.empty();
    }
}
