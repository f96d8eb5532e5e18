package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Encoder for {@code contents}: user turns, including tool results, and model turns. */
final class GeminiMessageEncoder {

    /** The placeholder signature for a call made by another model. For the source, see {@link GeminiSignature}. */
    private static final String PLACEHOLDER_SIGNATURE = "skip_thought_signature_validator";

    private final GeminiTraits traits;
    private final Map<String, String> toolNames = new HashMap<>();

    GeminiMessageEncoder(GeminiTraits traits) {
        this.traits = traits;
    }

    ArrayNode encode(List<Message> messages) {
        ArrayNode contents = Wire.JSON.createArrayNode();
        for (Message message : messages) {
            if (message.role() == Role.SYSTEM) {
                continue;
            }
            boolean model = message.role() == Role.ASSISTANT;
            List<ObjectNode> parts = model ? modelParts(message.parts()) : userParts(message.parts());
            if (!parts.isEmpty()) { // a turn without parts is rejected
                ObjectNode content = contents.addObject().put("role", model ? "model" : "user");
                parts.forEach(content.putArray("parts")::add);
            }
        }
        return contents;
    }

    /**
     * Encodes user parts. Function responses precede other parts because they must directly follow the function calls.
     */
    private List<ObjectNode> userParts(List<Part> parts) {
        List<ObjectNode> responses = new ArrayList<>();
        List<ObjectNode> others = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.ToolResult result -> addResponse(result, responses, others);
                case Part.Text text -> others.add(text(text.text()));
                case Part.Image image -> others.add(image(image));
                case Part.File file -> {
                    // File parts have no field for the file name. Source: https://ai.google.dev/api/caching#Blob
                    file.name().ifPresent(name -> others.add(text("File: " + name)));
                    others.add(file(file));
                }
                case Part.ToolCall call -> {}
                case Part.Reasoning reasoning -> {}
                case Part.ProviderState state -> {}
                case Part.CacheBreakpoint ignored -> {}
            }
        }
        responses.addAll(others);
        return responses;
    }

    /** Adds a tool result as a function response, which must be an object regardless of what the tool returned. */
    private void addResponse(Part.ToolResult result, List<ObjectNode> responses, List<ObjectNode> others) {
        String text = result.content().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
        ObjectNode part = Wire.JSON.createObjectNode();
        ObjectNode response = part.putObject("functionResponse")
                .put("id", result.callId())
                .put("name", toolNames.getOrDefault(result.callId(), "unknown"));
        response.putObject("response").put(result.isError() ? "error" : "output", text);
        List<ObjectNode> media =
                result.content().stream().flatMap(GeminiMessageEncoder::media).toList();
        if (traits.imagesInResponses() && !media.isEmpty()) {
            media.forEach(response.putArray("parts")::add);
        } else {
            others.addAll(media);
        }
        responses.add(part);
    }

    private static Stream<ObjectNode> media(Part part) {
        return switch (part) {
            case Part.Image image -> Stream.of(image(image));
            case Part.File file -> Stream.of(file(file));
            default -> Stream.empty();
        };
    }

    private List<ObjectNode> modelParts(List<Part> parts) {
        List<GeminiSignature> signatures = GeminiSignature.in(parts);
        List<ObjectNode> encoded = new ArrayList<>();
        for (GeminiSignature signature : signatures) {
            if (signature instanceof GeminiSignature.OnThought(String thought, String thoughtSignature)) {
                encoded.add(text(thought).put("thought", true).put("thoughtSignature", thoughtSignature));
            }
        }
        SignedText text = new SignedText(parts, signatures);
        boolean firstCall = true;
        for (Part part : parts) {
            if (part instanceof Part.Text textPart) {
                text.append(textPart.text());
            } else if (part instanceof Part.ToolCall call) {
                encoded.addAll(text.take());
                encoded.add(call(call, signatures, firstCall));
                firstCall = false;
            }
        }
        encoded.addAll(text.takeLast());
        return encoded;
    }

    /** Encodes a tool call. If a step contains several calls, only the first call has a signature. */
    private ObjectNode call(Part.ToolCall call, List<GeminiSignature> signatures, boolean first) {
        toolNames.put(call.id(), call.name());
        ObjectNode part = Wire.JSON.createObjectNode();
        part.putObject("functionCall")
                .put("id", call.id())
                .put("name", call.name())
                .set("args", call.arguments());
        signatures.stream()
                .filter(signature -> signature instanceof GeminiSignature.OnCall callSignature
                        && callSignature.callId().equals(call.id()))
                .findFirst()
                .ifPresent(signature -> part.put("thoughtSignature", signature.signature()));
        if (first && traits.signaturesRequired() && !part.has("thoughtSignature")) {
            part.put("thoughtSignature", PLACEHOLDER_SIGNATURE);
        }
        return part;
    }

    private static ObjectNode text(String text) {
        return Wire.JSON.createObjectNode().put("text", text);
    }

    private static ObjectNode image(Part.Image image) {
        return image.data().isEmpty() && image.url().isPresent()
                ? fileData(image.mimeType(), image.url().get())
                : inlineData(image.mimeType(), image.data());
    }

    private static ObjectNode file(Part.File file) {
        return file.data().isEmpty() && file.url().isPresent()
                ? fileData(file.mimeType(), file.url().get())
                : inlineData(file.mimeType(), file.data());
    }

    private static ObjectNode fileData(String mimeType, String url) {
        ObjectNode part = Wire.JSON.createObjectNode();
        part.putObject("fileData").put("mimeType", mimeType).put("fileUri", url);
        return part;
    }

    private static ObjectNode inlineData(String mimeType, String data) {
        ObjectNode part = Wire.JSON.createObjectNode();
        part.putObject("inlineData").put("mimeType", mimeType).put("data", data);
        return part;
    }
}
