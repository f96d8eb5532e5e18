package dev.openllm.server.chat.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of {@code generateContent} for Gemini 3. Sources: https://ai.google.dev/api/caching#Content,
 * https://ai.google.dev/gemini-api/docs/function-calling, and https://ai.google.dev/gemini-api/docs/thought-signatures
 */
record GeminiRules() implements ProviderRules {

    @Override
    public List<String> violations(JsonNode request) {
        Findings findings = new Findings();
        List<String> openCalls = List.of();
        String previousRole = "model";
        for (JsonNode content : request.path("contents")) {
            String role = content.path("role").asText();
            findings.require(role.equals("user") || role.equals("model"), "the role " + role);
            findings.require(!role.equals(previousRole), "turns do not alternate, or the first is not the user's");
            findings.require(!content.path("parts").isEmpty(), "a turn without parts");
            List<String> calls = new ArrayList<>();
            List<String> responses = new ArrayList<>();
            for (JsonNode part : content.path("parts")) {
                if (part.has("functionCall")) {
                    findings.require(
                            !calls.isEmpty()
                                    || !part.path("thoughtSignature").asText().isEmpty(),
                            "Function call is missing a thought_signature");
                    findings.require(part.path("functionCall").path("args").isObject(), "args that are no object");
                    calls.add(part.path("functionCall").path("name").asText());
                } else if (part.has("functionResponse")) {
                    findings.require(
                            part.path("functionResponse").path("response").isObject(), "a response that is no object");
                    responses.add(part.path("functionResponse").path("name").asText());
                } else if (part.has("text")) {
                    findings.require(
                            !part.path("text").asText().isBlank() || part.has("thoughtSignature"), "a blank text");
                } else {
                    findings.require(
                            part.path("inlineData").path("mimeType").asText().startsWith("image/"), "an odd part");
                }
            }
            findings.require(
                    responses.equals(openCalls), "function responses " + responses + " for the calls " + openCalls);
            openCalls = calls;
            previousRole = role;
        }
        findings.require(openCalls.isEmpty(), "calls at the end without responses");
        return findings.all();
    }
}
