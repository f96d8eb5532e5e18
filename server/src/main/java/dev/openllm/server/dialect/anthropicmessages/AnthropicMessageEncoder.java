package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.dialect.Quirks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Encoder for message content. Source: https://platform.claude.com/docs/en/api/messages */
final class AnthropicMessageEncoder {

    private AnthropicMessageEncoder() {}

    static ArrayNode encodeSystem(List<Part> parts) {
        ArrayNode content = Wire.JSON.createArrayNode();
        Optional<ObjectNode> last = Optional.empty();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(var text)
                when !text.isBlank() -> {
                    last = Optional.of(text(text));
                    content.add(last.get());
                }
                case Part.CacheBreakpoint(var ttl) ->
                    last.ifPresent(block -> AnthropicCacheBreakpoints.markAt(block, ttl));
                default -> {}
            }
        }
        return content;
    }

    /** Encodes user content. Tool results precede other content because they must directly follow the tool calls. */
    static ArrayNode encodeUser(List<Part> parts) {
        List<ObjectNode> results = new ArrayList<>();
        List<ObjectNode> others = new ArrayList<>();
        Optional<ObjectNode> last = Optional.empty();
        for (Part part : parts) {
            if (part instanceof Part.CacheBreakpoint(var ttl)) {
                last.ifPresent(block -> AnthropicCacheBreakpoints.markAt(block, ttl));
            } else if (part instanceof Part.ToolResult result) {
                last = Optional.of(toolResult(result));
                results.add(last.get());
            } else if (block(part).isPresent()) {
                last = block(part);
                others.add(last.get());
            }
        }
        ArrayNode content = Wire.JSON.createArrayNode();
        results.forEach(content::add);
        others.forEach(content::add);
        return content;
    }

    static ArrayNode encodeAssistant(List<Part> parts, Quirks quirks) {
        ArrayNode content = Wire.JSON.createArrayNode();
        for (Part part : ThinkingBlocks.of(quirks).moveToFront(parts)) {
            switch (part) {
                case Part.ProviderState(var provider, var model, var block) -> content.add(block);
                case Part.ToolCall call ->
                    content.addObject()
                            .put("type", "tool_use")
                            .put("id", call.id())
                            .put("name", call.name())
                            .set("input", call.arguments());
                case Part.CacheBreakpoint(var ttl) -> {
                    if (content.path(content.size() - 1) instanceof ObjectNode block) {
                        AnthropicCacheBreakpoints.markAt(block, ttl);
                    }
                }
                default -> block(part).ifPresent(content::add);
            }
        }
        return content;
    }

    /** Encodes a tool result. A cache breakpoint inside the content of the result is applied to the result itself. */
    private static ObjectNode toolResult(Part.ToolResult result) {
        ObjectNode block = block("tool_result").put("tool_use_id", result.callId());
        ArrayNode content = Wire.JSON.createArrayNode();
        for (Part part : result.content()) {
            if (part instanceof Part.CacheBreakpoint(var ttl)) {
                AnthropicCacheBreakpoints.markAt(block, ttl);
            } else {
                block(part).ifPresent(content::add);
            }
        }
        if (!content.isEmpty()) {
            block.set("content", content);
        }
        if (result.isError()) {
            block.put("is_error", true);
        }
        return block;
    }

    /** Encodes text, an image, or a document. Blank text is omitted because Anthropic rejects it. */
    private static Optional<ObjectNode> block(Part part) {
        return switch (part) {
            case Part.Text(var text) when text.isBlank() -> Optional.empty();
            case Part.Text(var text) -> Optional.of(text(text));
            case Part.Image image -> Optional.of(image(image));
            case Part.File file -> Optional.of(document(file));
            case Part.ToolCall call -> Optional.empty();
            case Part.ToolResult result -> Optional.empty();
            case Part.Reasoning reasoning -> Optional.empty();
            case Part.ProviderState state -> Optional.empty();
            case Part.CacheBreakpoint marked -> Optional.empty();
        };
    }

    static ObjectNode text(String text) {
        return block("text").put("text", text);
    }

    private static ObjectNode image(Part.Image image) {
        ObjectNode block = block("image");
        ObjectNode source = block.putObject("source");
        if (image.data().isEmpty() && image.url().isPresent()) {
            source.put("type", "url").put("url", image.url().get());
        } else {
            source.put("type", "base64").put("media_type", image.mimeType()).put("data", image.data());
        }
        return block;
    }

    private static ObjectNode document(Part.File file) {
        ObjectNode block = block("document");
        ObjectNode source = block.putObject("source");
        if (file.data().isEmpty() && file.url().isPresent()) {
            source.put("type", "url").put("url", file.url().get());
        } else if (file.mimeType().startsWith("text/")) {
            String text = new String(Base64.getDecoder().decode(file.data()), StandardCharsets.UTF_8);
            source.put("type", "text").put("media_type", "text/plain").put("data", text);
        } else {
            source.put("type", "base64").put("media_type", file.mimeType()).put("data", file.data());
        }
        file.name().ifPresent(name -> block.put("title", name));
        return block;
    }

    private static ObjectNode block(String type) {
        return Wire.JSON.createObjectNode().put("type", type);
    }
}
