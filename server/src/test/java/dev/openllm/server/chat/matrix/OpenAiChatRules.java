package dev.openllm.server.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of the Chat Completions API. Source: https://platform.openai.com/docs/api-reference/chat/create
 *
 * @param callIdPattern the pattern of valid tool call IDs
 * @param assistantAfterTool whether an assistant message must follow a tool result, as for Mistral: "Expected last role
 *     User or Tool", "Unexpected role 'user' after role 'tool'"
 */
record OpenAiChatRules(String callIdPattern, boolean assistantAfterTool) implements ProviderRules {

    private static final Set<String> FIELDS = Set.of("role", "content", "tool_calls", "tool_call_id", "name");

    static final OpenAiChatRules OPENAI = new OpenAiChatRules("[a-zA-Z0-9_-]{1,64}", false);
    static final OpenAiChatRules MISTRAL = new OpenAiChatRules("[a-zA-Z0-9]{9}", true);

    @Override
    public List<String> violations(JsonNode request) {
        Findings findings = new Findings();
        List<String> openCalls = new ArrayList<>();
        Set<String> allCallIds = new HashSet<>();
        String previousRole = "";
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asText();
            message.fieldNames()
                    .forEachRemaining(field ->
                            findings.require(FIELDS.contains(field), "unknown field " + field + " in a message"));
            if (role.equals("tool")) {
                findings.require(
                        openCalls.remove(message.path("tool_call_id").asText()),
                        "a tool message that answers no open call");
                findings.require(isTextOnly(message.path("content")), "a tool message with more than text");
            } else {
                findings.require(openCalls.isEmpty(), "calls " + openCalls + " have no tool message");
            }
            switch (role) {
                case "system", "developer" ->
                    findings.require(isTextOnly(message.path("content")), "odd system message");
                case "user" -> {
                    findings.require(hasContent(message.path("content")), "an empty user message");
                    findings.require(
                            !assistantAfterTool || !previousRole.equals("tool"), "a user message after a tool message");
                    checkImages(message.path("content"), findings);
                }
                case "assistant" -> {
                    boolean hasText = isTextOnly(message.path("content")) && hasContent(message.path("content"));
                    findings.require(
                            hasText || message.has("tool_calls"), "an assistant message without content or calls");
                    for (JsonNode call : message.path("tool_calls")) {
                        String id = call.path("id").asText();
                        findings.require(id.matches(callIdPattern), "the id " + id);
                        findings.require(allCallIds.add(id), "the id " + id + " twice");
                        findings.require(
                                call.path("function").path("name").asText().matches("[a-zA-Z0-9_-]{1,64}"),
                                "a tool name");
                        findings.require(
                                ProviderRules.isObject(
                                        call.path("function").path("arguments").asText()),
                                "arguments that are no object in a string");
                        openCalls.add(id);
                    }
                }
                case "tool" -> {}
                default -> findings.require(false, "the role " + role);
            }
            previousRole = role;
        }
        findings.require(openCalls.isEmpty(), "calls " + openCalls + " have no tool message at the end");
        return findings.all();
    }

    private static boolean isTextOnly(JsonNode content) {
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text")) {
                return false;
            }
        }
        return content.isTextual() || content.isArray() || content.isNull() || content.isMissingNode();
    }

    private static boolean hasContent(JsonNode content) {
        return content.isTextual() ? !content.asText().isBlank() : content.size() > 0;
    }

    private static void checkImages(JsonNode content, Findings findings) {
        for (JsonNode part : content) {
            if (part.path("type").asText().equals("image_url")) {
                findings.require(
                        part.path("image_url")
                                .path("url")
                                .asText()
                                .matches("data:image/(?:png|jpeg|gif|webp);base64,.+"),
                        "an image that is no data URL");
            }
        }
    }
}
