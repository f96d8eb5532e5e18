package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.server.dialect.ChatCall;
import java.util.Optional;

/**
 * Adds the request fields that specify how and for whom a request is served: the service tier, the user, and the prompt
 * cache key. Both OpenAI dialects use these fields.
 */
public final class ServiceFields {

    private ServiceFields() {}

    /** Adds the fields that the caller set and, if a quirk requires a cache key with every request, a cache key. */
    public static void add(ChatCall call, ObjectNode body) {
        ChatOptions options = call.options();
        options.serviceTier().ifPresent(tier -> body.put("service_tier", toOpenAiTier(tier)));
        options.user().ifPresent(user -> body.put("user", PromptCacheKey.shorten(user)));
        Optional<String> cacheKey = options.promptCacheKey().map(PromptCacheKey::shorten);
        if (cacheKey.isPresent() || call.quirks().has(OpenAiQuirk.PROMPT_CACHE_KEY)) {
            body.put("prompt_cache_key", cacheKey.orElseGet(() -> PromptCacheKey.of(call)));
        }
    }

    /**
     * Returns the OpenAI name for a service tier. The Anthropic name for the tier without priority is {@code
     * standard_only}. Source: https://docs.claude.com/en/api/service-tiers
     */
    private static String toOpenAiTier(String tier) {
        return tier.equals("standard_only") ? "default" : tier;
    }
}
