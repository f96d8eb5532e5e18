package dev.openllm.server.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of the Responses API without stored state. Source:
 * https://platform.openai.com/docs/api-reference/responses/create
 */
record OpenAiResponsesRules() implements ProviderRules {

    private static final Set<String> USER_PARTS = Set.of("input_text", "input_image", "input_file");

    @Override
    public List<String> violations(JsonNode request) {
        Findings findings = new Findings();
        Set<String> callIds = new HashSet<>();
        Set<String> resultIds = new HashSet<>();
        boolean reasoningOpen = false;
        for (JsonNode item : request.path("input")) {
            String type = item.path("type").asText("message");
            switch (type) {
                case "reasoning" -> {
                    findings.require(item.path("encrypted_content").isTextual(), "reasoning without encrypted_content");
                    findings.require(item.path("summary").isArray(), "reasoning without summary");
                }
                case "function_call" -> {
                    findings.require(callIds.add(item.path("call_id").asText()), "a call_id twice");
                    findings.require(item.path("call_id").asText().matches("\\S{1,64}"), "a call_id that is too long");
                    findings.require(item.path("name").asText().matches("[a-zA-Z0-9_-]{1,64}"), "a tool name");
                    findings.require(
                            ProviderRules.isObject(item.path("arguments").asText()), "arguments that are no object");
                }
                case "function_call_output" -> {
                    String id = item.path("call_id").asText();
                    findings.require(callIds.contains(id), "No tool call found for " + id);
                    findings.require(resultIds.add(id), "two outputs for " + id);
                }
                case "message" -> checkMessage(item, findings);
                default -> findings.require(false, "the item type " + type);
            }
            boolean completesReasoning =
                    type.equals("function_call") || item.path("role").asText().equals("assistant");
            findings.require(
                    !reasoningOpen || completesReasoning || type.equals("reasoning"),
                    "reasoning without what follows it");
            reasoningOpen = type.equals("reasoning");
        }
        findings.require(!reasoningOpen, "reasoning at the end");
        findings.require(callIds.equals(resultIds), "No tool output found for one of " + callIds);
        findings.require(!request.path("store").asBoolean(true), "state is stored at the provider");
        return findings.all();
    }

    private static void checkMessage(JsonNode item, Findings findings) {
        boolean isAssistant = item.path("role").asText().equals("assistant");
        findings.require(
                !item.path("content").isEmpty()
                        || !item.path("content").asText().isBlank(),
                "an empty message");
        for (JsonNode part : item.path("content")) {
            String type = part.path("type").asText();
            findings.require(
                    isAssistant ? type.equals("output_text") : USER_PARTS.contains(type),
                    "the part " + type + " in a message of the "
                            + item.path("role").asText());
        }
    }
}
