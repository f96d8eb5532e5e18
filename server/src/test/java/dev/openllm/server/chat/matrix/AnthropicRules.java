package dev.openllm.server.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of the Anthropic Messages API. Sources: https://docs.claude.com/en/api/messages and
 * https://docs.claude.com/en/docs/build-with-claude/extended-thinking
 */
record AnthropicRules() implements ProviderRules {

    private static final Set<String> IMAGE_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    @Override
    public List<String> violations(JsonNode request) {
        Findings findings = new Findings();
        Set<String> ids = new HashSet<>();
        List<String> openCalls = new ArrayList<>();
        String previousRole = "assistant";
        JsonNode lastAssistant = request.path("none");
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asText();
            findings.require(!role.equals(previousRole), "roles do not alternate, or the first is not the user");
            findings.require(!message.path("content").isEmpty(), "an empty message");
            List<String> resultIds = new ArrayList<>();
            boolean resultsEnded = false;
            for (JsonNode block : message.path("content")) {
                String type = block.path("type").asText();
                findings.require(!type.equals("image") || role.equals("user"), "an image of the assistant");
                findings.require(!type.endsWith("thinking") || !block.has("cache_control"), "cached thinking");
                if (type.equals("tool_result")) {
                    findings.require(!resultsEnded, "a tool_result behind other blocks");
                    resultIds.add(block.path("tool_use_id").asText());
                    block.path("content").forEach(nested -> checkBlock(nested, findings));
                } else {
                    resultsEnded = true;
                    checkBlock(block, findings);
                }
                findings.require(!type.equals("image") || role.equals("user"), "an image in an answer");
                if (type.equals("tool_use")) {
                    String id = block.path("id").asText();
                    findings.require(id.matches("[a-zA-Z0-9_-]+"), "the id " + id);
                    findings.require(ids.add(id), "tool_use ids must be unique");
                    findings.require(block.path("input").isObject(), "an input that is no object");
                }
            }
            findings.require(
                    new HashSet<>(resultIds).equals(new HashSet<>(openCalls)),
                    "tool_use ids without tool_result: " + openCalls);
            openCalls = callIds(message);
            lastAssistant = role.equals("assistant") ? message : lastAssistant;
            previousRole = role;
        }
        findings.require(openCalls.isEmpty(), "calls at the end without results");
        findings.require(request.findValues("cache_control").size() <= 4, "more than 4 cache breakpoints");
        findings.require(request.path("max_tokens").asInt() > 0, "max_tokens is missing");
        boolean thinkingEnabled = request.path("thinking").path("type").asText().equals("enabled");
        findings.require(
                !thinkingEnabled
                        || callIds(lastAssistant).isEmpty()
                        || startsWithThinking(lastAssistant)
                        || previousRole.equals("assistant")
                        || !endsWithToolResult(request),
                "thinking is on, but the turn that is answered began without it");
        return findings.all();
    }

    private static void checkBlock(JsonNode block, Findings findings) {
        switch (block.path("type").asText()) {
            case "text" -> findings.require(!block.path("text").asText().isBlank(), "a blank text block");
            case "image" ->
                findings.require(
                        IMAGE_TYPES.contains(
                                block.path("source").path("media_type").asText()),
                        "an image type");
            case "thinking" ->
                findings.require(!block.path("signature").asText().isEmpty(), "thinking without signature");
            case "redacted_thinking", "tool_use" -> {}
            default -> findings.require(false, "the block " + block.path("type").asText());
        }
    }

    private static List<String> callIds(JsonNode message) {
        List<String> ids = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            if (block.path("type").asText().equals("tool_use")) {
                ids.add(block.path("id").asText());
            }
        }
        return ids;
    }

    private static boolean startsWithThinking(JsonNode message) {
        return message.path("content").path(0).path("type").asText().endsWith("thinking");
    }

    private static boolean endsWithToolResult(JsonNode request) {
        JsonNode lastMessage =
                request.path("messages").path(request.path("messages").size() - 1);
        return lastMessage.path("content").path(0).path("type").asText().equals("tool_result");
    }
}
