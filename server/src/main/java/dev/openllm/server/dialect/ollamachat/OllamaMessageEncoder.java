package dev.openllm.server.dialect.ollamachat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.parts.TextDocuments;
import dev.openllm.server.dialect.parts.ToolErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Encoder for the {@code messages} of a request. Source: https://docs.ollama.com/api/chat */
final class OllamaMessageEncoder {

    private final List<Message> conversation;
    private final Map<String, String> toolNames = new HashMap<>();

    OllamaMessageEncoder(List<Message> conversation) {
        this.conversation = conversation;
        conversation.stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .forEach(toolCall -> toolNames.put(toolCall.id(), toolCall.name()));
    }

    ArrayNode messages() {
        ArrayNode messages = Wire.JSON.createArrayNode();
        conversation.forEach(message -> addMessage(messages, message));
        return messages;
    }

    private void addMessage(ArrayNode messages, Message message) {
        switch (message.role()) {
            case SYSTEM -> messages.addObject().put("role", "system").put("content", text(message.parts()));
            case USER -> addUserMessage(messages, message.parts());
            case ASSISTANT -> addAssistantMessage(messages, message.parts());
        }
    }

    /** Adds a user message. Tool results are separate messages that precede the user's text. */
    private void addUserMessage(ArrayNode messages, List<Part> parts) {
        List<Part.ToolResult> results = only(Part.ToolResult.class, parts);
        results.forEach(result -> addToolResult(messages, result));
        List<Part> others = parts.stream()
                .filter(part -> !(part instanceof Part.ToolResult))
                .toList();
        if (others.isEmpty() && !results.isEmpty()) {
            return;
        }
        ObjectNode user = messages.addObject().put("role", "user").put("content", text(others));
        List<Part.Image> images = only(Part.Image.class, others);
        if (!images.isEmpty()) {
            ArrayNode data = user.putArray("images");
            images.forEach(image -> data.add(data(image)));
        }
    }

    private void addToolResult(ArrayNode messages, Part.ToolResult result) {
        ObjectNode message =
                messages.addObject().put("role", "tool").put("content", text(ToolErrors.markError(result)));
        String name = toolNames.get(result.callId());
        if (name != null) {
            message.put("tool_name", name);
        }
        message.put("tool_call_id", result.callId());
    }

    private void addAssistantMessage(ArrayNode messages, List<Part> parts) {
        ObjectNode assistant = messages.addObject().put("role", "assistant").put("content", concatenatedText(parts));
        String thinking = only(Part.Reasoning.class, parts).stream()
                .map(Part.Reasoning::text)
                .collect(Collectors.joining());
        if (!thinking.isEmpty()) {
            assistant.put("thinking", thinking);
        }
        List<Part.ToolCall> toolCalls = only(Part.ToolCall.class, parts);
        if (!toolCalls.isEmpty()) {
            ArrayNode calls = assistant.putArray("tool_calls");
            toolCalls.forEach(toolCall -> {
                ObjectNode call = calls.addObject().put("id", toolCall.id()).put("type", "function");
                call.putObject("function").put("name", toolCall.name()).set("arguments", toolCall.arguments());
            });
        }
    }

    /** Joins the text parts of a message, including text documents, with line breaks. */
    private static String text(List<Part> parts) {
        List<Part> converted = parts.stream().map(OllamaMessageEncoder::asText).toList();
        if (converted.stream().anyMatch(Part.File.class::isInstance)) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("Ollama does not accept documents."),
                    UserText.of("Send the text of the document, or images of its pages."));
        }
        return only(Part.Text.class, converted).stream().map(Part.Text::text).collect(Collectors.joining("\n"));
    }

    private static Part asText(Part part) {
        return part instanceof Part.File file
                ? TextDocuments.text(file).<Part>map(text -> text).orElse(part)
                : part;
    }

    /** Joins the text chunks of a previous response without separators. */
    private static String concatenatedText(List<Part> parts) {
        return only(Part.Text.class, parts).stream().map(Part.Text::text).collect(Collectors.joining());
    }

    private static String data(Part.Image image) {
        if (image.data().isEmpty()) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("Ollama does not download images from a URL."),
                    UserText.of("Send the image data instead."));
        }
        return image.data();
    }

    private static <T extends Part> List<T> only(Class<T> kind, List<Part> parts) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
