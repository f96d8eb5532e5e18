package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.openai.MessageParts;
import dev.openllm.server.dialect.openai.OpenAiQuirk;
import dev.openllm.server.dialect.openai.OutputSchema;
import dev.openllm.server.dialect.parts.ToolErrors;
import java.util.List;

/** Encoder for the {@code input} of a request. Messages, tool calls, and tool results are separate items. */
final class OpenAiResponsesMessageEncoder {

    private final ChatCall call;
    private final ArrayNode input = Wire.JSON.createArrayNode();

    OpenAiResponsesMessageEncoder(ChatCall call) {
        this.call = call;
    }

    ArrayNode input() {
        OutputSchema.instruction(call).ifPresent(this::addSystem);
        for (Message message : call.messages()) {
            MessageParts parts = new MessageParts(message);
            switch (message.role()) {
                case SYSTEM -> addSystem(parts.text("\n\n"));
                case USER -> addUser(parts);
                case ASSISTANT ->
                    new AssistantTurn(parts.text(""), parts.of(Part.ToolCall.class), parts.state(call)).addTo(input);
            }
        }
        return input;
    }

    private void addSystem(String text) {
        if (!text.isEmpty()) {
            input.addObject()
                    .put("role", call.quirks().value(OpenAiQuirk.SYSTEM_ROLE, "system"))
                    .put("content", text);
        }
    }

    private void addUser(MessageParts parts) {
        for (Part.ToolResult result : parts.of(Part.ToolResult.class)) {
            input.addObject()
                    .put("type", "function_call_output")
                    .put("call_id", result.callId())
                    .set("output", content(withoutImages(ToolErrors.markError(result))));
        }
        if (!parts.withoutToolResults().isEmpty()) {
            input.addObject().put("role", "user").set("content", content(parts.withoutToolResults()));
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
                case Part.Text(var text) ->
                    content.addObject().put("type", "input_text").put("text", text);
                case Part.Image image -> {
                    onlyText = false;
                    content.addObject()
                            .put("type", "input_image")
                            .put("detail", "auto")
                            .put("image_url", image.url().orElseGet(() -> dataUrl(image.mimeType(), image.data())));
                }
                case Part.File file
                when call.capabilities().files() -> {
                    onlyText = false;
                    ObjectNode written = content.addObject().put("type", "input_file");
                    file.url()
                            .ifPresentOrElse(
                                    url -> written.put("file_url", url),
                                    () -> written.put("filename", file.name().orElse("document.pdf"))
                                            .put("file_data", dataUrl(file.mimeType(), file.data())));
                }
                case Part.File file ->
                    content.addObject()
                            .put("type", "input_text")
                            .put("text", "(the file " + file.name().orElse("") + ", which this model cannot read)");
                case Part.Reasoning ignored -> {}
                case Part.ToolCall ignored -> {}
                case Part.ToolResult ignored -> {}
                case Part.ProviderState ignored -> {}
                case Part.CacheBreakpoint ignored -> {}
            }
        }
        return onlyText ? TextNode.valueOf(joinTexts(content)) : content;
    }

    private static String joinTexts(ArrayNode texts) {
        StringBuilder all = new StringBuilder();
        texts.forEach(part ->
                all.append(all.isEmpty() ? "" : "\n").append(part.path("text").asText()));
        return all.toString();
    }

    private static String dataUrl(String mimeType, String base64) {
        return "data:" + mimeType + ";base64," + base64;
    }
}
