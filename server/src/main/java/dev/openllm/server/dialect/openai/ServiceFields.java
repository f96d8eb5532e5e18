package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.server.dialect.ChatCall;
import java.util.Optional;

/** The fields of both OpenAI dialects about how a request is served, and for whom. */
public final class ServiceFields {

    private ServiceFields() {}

    /** Adds the fields that the caller set, and the cache key that a provider always needs. */
    public static void add(ChatCall call, ObjectNode body) {
        ChatOptions options = call.options();
        options.serviceTier().ifPresent(tier -> body.put("service_tier", openAisName(tier)));
        options.user().ifPresent(user -> body.put("user", PromptCacheKey.shortened(user)));
        Optional<String> cacheKey = options.promptCacheKey().map(PromptCacheKey::shortened);
        if (cacheKey.isPresent() || call.quirks().has(OpenAiQuirk.PROMPT_CACHE_KEY)) {
            body.put("prompt_cache_key", cacheKey.orElseGet(() -> PromptCacheKey.of(call)));
        }
    }

    /** Anthropic's name for the tier without priority. Source: https://docs.claude.com/en/api/service-tiers */
    private static String openAisName(String tier) {
        return tier.equals("standard_only") ? "default" : tier;
    }
}
