package dev.openllm.server.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of the Ollama {@code /api/chat} endpoint. Source: https://docs.ollama.com/api#generate-a-chat-completion
 */
record OllamaRules() implements ProviderRules {

    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    @Override
    public List<String> violations(JsonNode request) {
        Findings findings = new Findings();
        int openCalls = 0;
        Set<String> calledTools = new HashSet<>();
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asText();
            findings.require(ROLES.contains(role), "the role " + role);
            findings.require(
                    message.path("content").isTextual() || message.has("tool_calls"), "content that is no text");
            if (role.equals("tool")) {
                openCalls--;
                findings.require(openCalls >= 0, "a tool message that answers no call");
                findings.require(
                        calledTools.contains(message.path("tool_name").asText()), "a result without its tool's name");
            } else {
                findings.require(openCalls == 0, "a call without a tool message");
            }
            for (JsonNode image : message.path("images")) {
                findings.require(image.asText().matches("[A-Za-z0-9+/=]+"), "an image that is not plain base64");
                findings.require(role.equals("user"), "an image in a message of the role " + role);
            }
            for (JsonNode call : message.path("tool_calls")) {
                findings.require(call.path("function").path("arguments").isObject(), "arguments that are no object");
                calledTools.add(call.path("function").path("name").asText());
                openCalls++;
            }
        }
        findings.require(openCalls == 0, "a call at the end without a tool message");
        return findings.all();
    }
}
