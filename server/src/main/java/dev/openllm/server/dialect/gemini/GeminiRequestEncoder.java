package dev.openllm.server.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Encoder for requests. Source: https://ai.google.dev/api/generate-content */
final class GeminiRequestEncoder {

    private final ChatCall call;
    private final GeminiTraits traits;

    private static final Pattern RESOURCE = Pattern.compile("(?:models|tunedModels|publishers|projects)/");

    GeminiRequestEncoder(ChatCall call) {
        this.call = call;
        this.traits = GeminiTraits.of(call.model(), call.quirks());
    }

    WireRequest encode() {
        String method = call.stream() ? ":streamGenerateContent" : ":generateContent";
        Map<String, String> query = call.stream() ? Map.of("alt", "sse") : Map.of();
        return new WireRequest("POST", path(call.model()) + method, query, Map.of(), Optional.of(body()));
    }

    /**
     * Returns the request path of a model. The ID of a tuned model or Vertex AI model already begins with the name of a
     * collection. Any other ID is preceded by {@code models/}, even if the ID contains a slash, because gateways use
     * slashes in model IDs.
     */
    private static String path(String model) {
        return "/" + encodePath(RESOURCE.matcher(model).lookingAt() ? model : "models/" + model);
    }

    private static String encodePath(String path) {
        StringBuilder result = new StringBuilder();
        for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (unit & 0xff);
            boolean plain =
                    character < 128 && (Character.isLetterOrDigit(character) || "-._~/@".indexOf(character) >= 0);
            result.append(plain ? String.valueOf(character) : "%%%02X".formatted((int) character));
        }
        return result.toString();
    }

    private ObjectNode body() {
        ObjectNode body = Wire.JSON.createObjectNode();
        ArrayNode contents = new GeminiMessageEncoder(traits).encode(call.messages());
        body.set("contents", contents);
        addSystem(body, contents);
        addTools(body);
        ObjectNode config = generationConfig();
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        call.options().extra().forEach(body::set);
        return body;
    }

    private void addSystem(ObjectNode body, ArrayNode contents) {
        String system = call.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .map(GeminiRequestEncoder::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
        if (system.isEmpty()) {
            return;
        }
        ObjectNode part = Wire.JSON.createObjectNode().put("text", system);
        if (traits.systemInstruction()) {
            body.putObject("systemInstruction").putArray("parts").add(part);
        } else if (contents.path(0).path("role").asText().equals("user")) {
            ((ArrayNode) contents.path(0).path("parts")).insert(0, part);
        } else {
            ObjectNode first = Wire.JSON.createObjectNode().put("role", "user");
            first.putArray("parts").add(part);
            contents.insert(0, first);
        }
    }

    private static String text(Message message) {
        return message.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }

    private void addTools(ObjectNode body) {
        if (call.tools().isEmpty()) {
            return;
        }
        ArrayNode declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
        for (ToolDefinition tool : call.tools()) {
            ObjectNode declaration =
                    declarations.addObject().put("name", tool.name()).put("description", tool.description());
            if (traits.jsonSchema()) {
                declaration.set("parametersJsonSchema", tool.inputSchema());
            } else {
                declaration.set("parameters", GeminiSchema.openApi(tool.inputSchema()));
            }
        }
        ToolChoice choice = call.toolChoice();
        if (choice.mode() != ToolChoice.Mode.AUTO) {
            ObjectNode config = body.putObject("toolConfig").putObject("functionCallingConfig");
            config.put("mode", choice.mode() == ToolChoice.Mode.NONE ? "NONE" : "ANY");
            if (choice.mode() == ToolChoice.Mode.TOOL) {
                choice.name().ifPresent(config.putArray("allowedFunctionNames")::add);
            }
        }
    }

    private ObjectNode generationConfig() {
        ChatOptions options = call.options();
        ObjectNode config = Wire.JSON.createObjectNode();
        options.maxOutputTokens().ifPresent(tokens -> config.put("maxOutputTokens", tokens));
        options.temperature().ifPresent(value -> config.put("temperature", value));
        options.topP().ifPresent(value -> config.put("topP", value));
        options.topK().ifPresent(value -> config.put("topK", value));
        options.presencePenalty().ifPresent(value -> config.put("presencePenalty", value));
        options.frequencyPenalty().ifPresent(value -> config.put("frequencyPenalty", value));
        options.seed().ifPresent(value -> config.put("seed", value));
        if (!options.stop().isEmpty()) {
            options.stop().forEach(config.putArray("stopSequences")::add);
        }
        options.responseFormat().ifPresent(format -> addFormat(format, config));
        GeminiThinking.config(call, traits).ifPresent(thinking -> config.set("thinkingConfig", thinking));
        return config;
    }

    /**
     * Adds the response format. Models before Gemini 3 reject requests with both tools and JSON output, so tools take
     * precedence.
     */
    private void addFormat(ResponseFormat format, ObjectNode config) {
        if (!call.tools().isEmpty() && !traits.toolsWithJson()) {
            return;
        }
        config.put("responseMimeType", "application/json");
        format.schema().ifPresent(schema -> {
            if (traits.jsonSchema()) {
                config.set("responseJsonSchema", schema);
            } else {
                config.set("responseSchema", GeminiSchema.openApi(schema));
            }
        });
    }
}
