package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Adds cache breakpoints after the tools, after the system message, and after the last two user turns, so that later
 * requests can reuse the cached part of the prompt. Requests with more than four breakpoints are rejected. Source:
 * https://platform.claude.com/docs/en/build-with-claude/prompt-caching
 */
final class AnthropicCacheBreakpoints {

    private static final Set<String> NOT_CACHED = Set.of("thinking", "redacted_thinking");

    private final String lifetime;

    AnthropicCacheBreakpoints(String lifetime) {
        this.lifetime = lifetime;
    }

    void mark(ObjectNode body) {
        if (lifetime.equals("off") || lifetime.equals("false")) {
            body.findParents("cache_control").forEach(block -> ((ObjectNode) block).remove("cache_control"));
            return;
        }
        if (body.findParent("cache_control") != null) { // the caller's breakpoints take precedence
            return;
        }
        markLast(body.path("tools"));
        markLast(body.path("system"));
        List<JsonNode> turns = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            if (message.path("role").asText().equals("user")) {
                turns.add(message);
            }
        }
        turns.stream().skip(Math.max(0, turns.size() - 2)).forEach(turn -> markLast(turn.path("content")));
    }

    private void markLast(JsonNode blocks) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            if (blocks.path(i) instanceof ObjectNode block
                    && !NOT_CACHED.contains(block.path("type").asText())) {
                markAt(block, lifetime);
                return;
            }
        }
    }

    static void markAt(ObjectNode block, String lifetime) {
        if (NOT_CACHED.contains(block.path("type").asText())) {
            return;
        }
        ObjectNode control = Wire.JSON.createObjectNode().put("type", "ephemeral");
        if (lifetime.equals("1h")) { // five minutes is the default
            control.put("ttl", lifetime);
        }
        block.set("cache_control", control);
    }
}
