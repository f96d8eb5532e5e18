package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Adds cache breakpoints after the system message and after the last two inputs to the model, so that later requests
 * can reuse the cached part of the prompt. Source: https://openrouter.ai/docs/features/prompt-caching
 */
final class OpenAiChatCacheBreakpoints {

    private final ArrayNode messages;

    OpenAiChatCacheBreakpoints(ArrayNode messages) {
        this.messages = messages;
    }

    void mark() {
        if (messages.findParent("cache_control") != null) { // the caller's breakpoints take precedence
            return;
        }
        List<JsonNode> system = withRole(Set.of("system", "developer"));
        List<JsonNode> turns = withRole(Set.of("user", "tool"));
        system.stream().skip(Math.max(0, system.size() - 1)).forEach(OpenAiChatCacheBreakpoints::mark);
        turns.stream().skip(Math.max(0, turns.size() - 2)).forEach(OpenAiChatCacheBreakpoints::mark);
    }

    private List<JsonNode> withRole(Set<String> roles) {
        return StreamSupport.stream(messages.spliterator(), false)
                .filter(message -> roles.contains(message.path("role").asText()))
                .toList();
    }

    private static void mark(JsonNode message) {
        JsonNode content = message.path("content");
        ObjectNode last;
        if (content.isTextual()) {
            last = ((ObjectNode) message)
                    .putArray("content")
                    .addObject()
                    .put("type", "text")
                    .put("text", content.asText());
        } else {
            last = (ObjectNode) content.path(content.size() - 1);
        }
        markAt(last, "5m");
    }

    static void markAt(ObjectNode part, String ttl) {
        if (part.path("type").asText().equals("text")) { // only text parts can have a breakpoint
            ObjectNode control = Wire.JSON.createObjectNode().put("type", "ephemeral");
            part.set("cache_control", ttl.equals("1h") ? control.put("ttl", ttl) : control);
        }
    }
}
