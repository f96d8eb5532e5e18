package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.gateway.api.CallPairs;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.api.OpaqueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A reader for the turns of a conversation in a Gemini API request. Source: https://ai.google.dev/api/caching#Content
 */
final class GeminiContents {

    /** The fields that describe a part but do not contain its content. */
    private static final Set<String> METADATA_FIELDS = Set.of("thought", "thoughtSignature");

    private final Intake intake;
    private final CallPairs calls;

    GeminiContents(Intake intake, CallPairs calls) {
        this.intake = intake;
        this.calls = calls;
    }

    /** Converts turns to messages. @param contents a single turn, or a list of turns */
    List<Message> messages(JsonNode contents) {
        List<Message> messages = new ArrayList<>();
        Iterable<JsonNode> turns = contents.isObject() ? List.of(contents) : contents;
        turns.forEach(turn -> messages.add(message(turn)));
        return messages;
    }

    private Message message(JsonNode turn) {
        if (!turn.isObject()) {
            throw Fields.invalid("contents must be a list of objects with parts.");
        }
        String role = turn.path("role").asText("user");
        List<Part> parts = parts(turn.path("parts"));
        return switch (role) {
            case "user", "function", "tool", "" -> new Message(Role.USER, parts);
            case "model" -> new Message(Role.ASSISTANT, parts);
            case "system" -> new Message(Role.SYSTEM, parts);
            default -> throw Fields.invalid("The role must be user or model, not \"" + role + "\".");
        };
    }

    /**
     * Converts the parts of a turn. Provider state is added first because it belongs to the entire turn, not to a
     * single part.
     */
    List<Part> parts(JsonNode content) {
        List<Part> states = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        Iterable<JsonNode> all = content.isObject() ? List.of(content) : content;
        all.forEach(part -> add(ProtoNames.withJsonNames(part), states, parts));
        states.addAll(parts);
        return states;
    }

    private void add(ObjectNode part, List<Part> states, List<Part> parts) {
        OpaqueState.parse(part.path("thoughtSignature").asText()).ifPresent(states::add);
        part.properties().stream()
                .filter(field -> !METADATA_FIELDS.contains(field.getKey())
                        && !field.getValue().isNull())
                .forEach(field -> addContent(
                        field.getKey(), field.getValue(), part.path("thought").asBoolean(), parts));
    }

    private void addContent(String kind, JsonNode rawValue, boolean thought, List<Part> parts) {
        ObjectNode value = ProtoNames.withJsonNames(rawValue);
        switch (kind) {
            case "text" -> {
                if (!rawValue.asText().isEmpty()) {
                    parts.add(thought ? new Part.Reasoning(rawValue.asText()) : new Part.Text(rawValue.asText()));
                }
            }
            case "inlineData" ->
                parts.add(media(
                        value.path("mimeType").asText(), value.path("data").asText(), value, Optional.empty()));
            case "fileData" -> parts.add(file(value));
            case "functionCall" ->
                parts.add(calls.call(
                        value.path("id").asText(), value.path("name").asText(), Fields.arguments(value.path("args"))));
            case "functionResponse" -> parts.add(result(value));
            case "executableCode" ->
                parts.add(new Part.Text("```"
                        + value.path("language").asText().toLowerCase(java.util.Locale.ROOT) + "\n"
                        + value.path("code").asText() + "\n```"));
            case "codeExecutionResult" ->
                parts.add(new Part.Text("```\n" + value.path("output").asText() + "\n```"));
            default -> intake.omit("part", kind);
        }
    }

    private static Part media(String type, String data, JsonNode value, Optional<String> url) {
        return type.startsWith("image/")
                ? new Part.Image(type, data, url)
                : new Part.File(type, data, Fields.text(value, "displayName"), url);
    }

    private static Part file(ObjectNode value) {
        String uri = value.path("fileUri").asText();
        if (uri.contains("generativelanguage.googleapis.com/") || uri.startsWith("files/")) {
            throw Fields.invalid("Files are not stored here: send their content as inlineData.");
        }
        return media(value.path("mimeType").asText("application/pdf"), "", value, Optional.of(uri));
    }

    /**
     * Converts the result of a tool call. The result is an object. Clients that return only text put the text in a
     * single field of the object.
     */
    private Part result(ObjectNode value) {
        String name = value.path("name").asText();
        JsonNode response = value.path("response");
        List<Part> content = new ArrayList<>();
        boolean isError = response.size() == 1 && response.has("error");
        JsonNode singleValue =
                response.size() == 1 ? response.properties().iterator().next().getValue() : response;
        boolean isText = singleValue.isTextual()
                && (isError || response.has("output") || response.has("result") || response.has("content"));
        if (isText) {
            content.add(new Part.Text(singleValue.textValue()));
        } else if (!response.isMissingNode()) {
            content.add(new Part.Text(response.toString()));
        }
        content.addAll(parts(value.path("parts")));
        return new Part.ToolResult(calls.idOfResult(value.path("id").asText(), name), content, isError);
    }
}
