package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.openai.OpenAiQuirk;
import dev.openllm.server.dialect.openai.OutputSchema;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the {@code input} of a request: messages, calls and their results, one item after the other. */
final class InputEncoder {

    private final ChatCall call;
    private final ArrayNode input = Wire.JSON.createArrayNode();

    InputEncoder(ChatCall call) {
        this.call = call;
    }

    ArrayNode input() {
        OutputSchema.note(call).ifPresent(this::addSystem);
        for (Message message : call.messages()) {
            switch (message.role()) {
                case SYSTEM -> addSystem(texts(message, "\n\n"));
                case USER -> addUser(message);
                case ASSISTANT ->
                    new AssistantTurn(texts(message, ""), toolCalls(message), state(message)).addTo(input);
            }
        }
        return input;
    }

    private void addSystem(String text) {
        if (!text.isEmpty()) {
            input.addObject().put("role", call.quirks().value(OpenAiQuirk.SYSTEM_ROLE, "system")).put("content", text);
        }
    }

    private void addUser(Message message) {
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                input.addObject()
                        .put("type", "function_call_output")
                        .put("call_id", result.callId())
                        .set("output", content(withoutImages(result.content())));
            }
        }
        List<Part> said = message.parts().stream()
                .filter(part -> !(part instanceof Part.ToolResult))
                .filter(part -> !(part instanceof Part.Text text && text.text().isEmpty()))
                .toList();
        if (!said.isEmpty()) {
            input.addObject().put("role", "user").set("content", content(said));
        }
    }

    private List<Part> withoutImages(List<Part> parts) {
        return call.quirks().has(OpenAiResponsesQuirk.IMAGES_IN_TOOL_OUTPUT)
                ? parts
                : parts.stream()
                        .map(part -> part instanceof Part.Image ? new Part.Text("(an image)") : part)
                        .toList();
    }

    private JsonNode content(List<Part> parts) {
        ArrayNode content = Wire.JSON.createArrayNode();
        boolean onlyText = true;
        for (Part part : parts) {
            switch (part) {
                case Part.Text(var text) -> content.addObject().put("type", "input_text").put("text", text);
                case Part.Image image -> {
                    onlyText = false;
                    content.addObject()
                            .put("type", "input_image")
                            .put("detail", "auto")
                            .put("image_url", image.url().orElseGet(() -> dataUrl(image.mimeType(), image.data())));
                }
                case Part.File file when call.capabilities().files() -> {
                    onlyText = false;
                    content.addObject()
                            .put("type", "input_file")
                            .put("filename", file.name().orElse("document.pdf"))
                            .put("file_data", dataUrl(file.mimeType(), file.data()));
                }
                case Part.File file ->
                    content.addObject()
                            .put("type", "input_text")
                            .put("text", "(the file " + file.name().orElse("") + ", which this model cannot read)");
                case Part.Reasoning ignored -> {}
                case Part.ToolCall ignored -> {}
                case Part.ToolResult ignored -> {}
                case Part.ProviderState ignored -> {}
            }
        }
        return onlyText ? TextNode.valueOf(joined(content)) : content;
    }

    private static String joined(ArrayNode texts) {
        StringBuilder all = new StringBuilder();
        texts.forEach(part -> all.append(all.isEmpty() ? "" : "\n").append(part.path("text").asText()));
        return all.toString();
    }

    private static List<Part.ToolCall> toolCalls(Message message) {
        return message.parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
    }

    /** The state of this provider and model; anyone else's means nothing here. */
    private JsonNode state(Message message) {
        return message.parts().stream()
                .filter(Part.ProviderState.class::isInstance)
                .map(Part.ProviderState.class::cast)
                .filter(state -> state.provider().equals(call.provider()) && state.model().equals(call.model()))
                .map(Part.ProviderState::data)
                .reduce((earlier, later) -> later)
                .orElse(MissingNode.getInstance());
    }

    private static String texts(Message message, String between) {
        return message.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(between));
    }

    private static String dataUrl(String mimeType, String base64) {
        return "data:" + mimeType + ";base64," + base64;
    }
}
