package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.openai.MessageParts;
import dev.openllm.server.dialect.parts.ToolErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Encoder for the {@code content} of messages. Content that consists only of text is encoded as a string, which every
 * server accepts.
 */
final class ContentEncoder {

    private final ChatCall call;

    ContentEncoder(ChatCall call) {
        this.call = call;
    }

    /** Encodes user content. */
    JsonNode encodeUser(List<Part> parts) {
        return content(parts);
    }

    /**
     * Encodes the content of a system message. The text parts remain separate if the message contains a cache
     * breakpoint.
     */
    JsonNode encodeSystem(MessageParts parts) {
        boolean marked = parts.message().parts().stream().anyMatch(Part.CacheBreakpoint.class::isInstance);
        return marked ? content(parts.message().parts()) : TextNode.valueOf(parts.text("\n\n"));
    }

    /** Encodes a tool result. Images are replaced with a placeholder unless the server accepts them in tool results. */
    JsonNode encodeToolResult(Part.ToolResult result) {
        boolean images = call.quirks().has(OpenAiChatQuirk.IMAGES_IN_TOOL_RESULTS);
        return content(ToolErrors.markError(result).stream()
                .map(part -> part instanceof Part.Image && !images ? new Part.Text("(an image)") : part)
                .toList());
    }

    private JsonNode content(List<Part> parts) {
        List<ObjectNode> written = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.CacheBreakpoint(var ttl) && !written.isEmpty()) {
                OpenAiChatCacheBreakpoints.markAt(written.getLast(), ttl);
            }
            part(part).ifPresent(written::add);
        }
        boolean onlyText = written.stream()
                .allMatch(part -> part.path("type").asText().equals("text") && !part.has("cache_control"));
        if (onlyText && written.size() == 1) {
            return written.getFirst().path("text"); // the text can be megabytes long, and joining would copy it
        }
        if (onlyText) {
            return TextNode.valueOf(
                    written.stream().map(part -> part.path("text").asText()).collect(Collectors.joining("\n")));
        }
        ArrayNode content = Wire.JSON.createArrayNode();
        written.forEach(content::add);
        return content;
    }

    private Optional<ObjectNode> part(Part part) {
        return switch (part) {
            case Part.Text text -> Optional.of(text(text.text()));
            case Part.Image image -> {
                ObjectNode written = Wire.JSON.createObjectNode().put("type", "image_url");
                written.putObject("image_url")
                        .put("url", image.url().orElseGet(() -> dataUrl(image.mimeType(), image.data())));
                yield Optional.of(written);
            }
            case Part.File file -> Optional.of(file(file));
            case Part.Reasoning ignored -> Optional.empty();
            case Part.ToolCall ignored -> Optional.empty();
            case Part.ToolResult ignored -> Optional.empty();
            case Part.ProviderState ignored -> Optional.empty();
            case Part.CacheBreakpoint ignored -> Optional.empty();
        };
    }

    private ObjectNode file(Part.File file) {
        String name = file.name().orElse("document.pdf");
        if (!call.capabilities().files()) {
            return text("(the file " + name + ", which this model cannot read)");
        }
        String url = file.url().orElseGet(() -> dataUrl(file.mimeType(), file.data()));
        if (call.quirks().value(OpenAiChatQuirk.FILE_PART, "file").equals("document_url")) {
            return Wire.JSON
                    .createObjectNode()
                    .put("type", "document_url")
                    .put("document_url", url)
                    .put("document_name", name);
        }
        ObjectNode written = Wire.JSON.createObjectNode().put("type", "file");
        written.putObject("file").put("filename", name).put("file_data", url);
        return written;
    }

    /** Returns content in the Mistral format, in which the reasoning precedes the text. */
    ArrayNode withThinking(String reasoning, String text) {
        ArrayNode chunks = Wire.JSON.createArrayNode();
        chunks.addObject().put("type", "thinking").putArray("thinking").add(text(reasoning));
        if (!text.isEmpty()) {
            chunks.add(text(text));
        }
        return chunks;
    }

    private static ObjectNode text(String text) {
        return Wire.JSON.createObjectNode().put("type", "text").put("text", text);
    }

    private static String dataUrl(String mimeType, String base64) {
        return "data:" + mimeType + ";base64," + base64;
    }
}
