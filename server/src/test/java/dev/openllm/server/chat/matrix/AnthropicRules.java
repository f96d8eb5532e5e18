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

    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    @Override
    public List<String> violations(JsonNode request) {
        Findings findings = new Findings();
        Set<String> ids = new HashSet<>();
        List<String> open = new ArrayList<>();
        String before = "assistant";
        JsonNode lastAssistant = request.path("none");
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asText();
            findings.require(!role.equals(before), "roles do not alternate, or the first is not the user");
            findings.require(!message.path("content").isEmpty(), "an empty message");
            List<String> answered = new ArrayList<>();
            boolean resultsOver = false;
            for (JsonNode block : message.path("content")) {
                String type = block.path("type").asText();
                findings.require(!type.equals("image") || role.equals("user"), "an image of the assistant");
                findings.require(!type.endsWith("thinking") || !block.has("cache_control"), "cached thinking");
                if (type.equals("tool_result")) {
                    findings.require(!resultsOver, "a tool_result behind other blocks");
                    answered.add(block.path("tool_use_id").asText());
                    block.path("content").forEach(inner -> block(inner, findings));
                } else {
                    resultsOver = true;
                    block(block, findings);
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
                    new HashSet<>(answered).equals(new HashSet<>(open)), "tool_use ids without tool_result: " + open);
            open = calls(message);
            lastAssistant = role.equals("assistant") ? message : lastAssistant;
            before = role;
        }
        findings.require(open.isEmpty(), "calls at the end without results");
        findings.require(request.findValues("cache_control").size() <= 4, "more than 4 cache breakpoints");
        findings.require(request.path("max_tokens").asInt() > 0, "max_tokens is missing");
        boolean thinks = request.path("thinking").path("type").asText().equals("enabled");
        findings.require(
                !thinks
                        || calls(lastAssistant).isEmpty()
                        || startsWithThinking(lastAssistant)
                        || before.equals("assistant")
                        || !answersCalls(request),
                "thinking is on, but the turn that is answered began without it");
        return findings.all();
    }

    private static void block(JsonNode block, Findings findings) {
        switch (block.path("type").asText()) {
            case "text" -> findings.require(!block.path("text").asText().isBlank(), "a blank text block");
            case "image" ->
                findings.require(
                        IMAGES.contains(block.path("source").path("media_type").asText()), "an image type");
            case "thinking" ->
                findings.require(!block.path("signature").asText().isEmpty(), "thinking without signature");
            case "redacted_thinking", "tool_use" -> {}
            default -> findings.require(false, "the block " + block.path("type").asText());
        }
    }

    private static List<String> calls(JsonNode message) {
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

    private static boolean answersCalls(JsonNode request) {
        JsonNode last = request.path("messages").path(request.path("messages").size() - 1);
        return last.path("content").path(0).path("type").asText().equals("tool_result");
    }
}
