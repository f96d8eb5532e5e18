package dev.openllm.server.gateway.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The functions and the tool choice in a Gemini API request. Tools that run on Google servers are omitted. Source:
 * https://ai.google.dev/api/caching#Tool
 *
 * @param offered the functions that the tool choice allows
 */
record GeminiTools(List<ToolDefinition> offered, ToolChoice choice) {

    static GeminiTools read(ObjectNode body, Intake intake) {
        List<ToolDefinition> functions = new ArrayList<>();
        JsonNode tools = body.path("tools");
        Iterable<JsonNode> all = tools.isObject() ? List.of(tools) : tools;
        all.forEach(tool -> add(ProtoNames.withJsonNames(tool), functions, intake));
        ObjectNode config = ProtoNames.withJsonNames(
                ProtoNames.withJsonNames(body.path("toolConfig")).path("functionCallingConfig"));
        Set<String> allowed = new HashSet<>(Fields.texts(config.path("allowedFunctionNames")));
        List<ToolDefinition> offered = allowed.isEmpty()
                ? functions
                : functions.stream()
                        .filter(function -> allowed.contains(function.name()))
                        .toList();
        return new GeminiTools(offered, choice(config.path("mode").asText(""), offered));
    }

    private static void add(ObjectNode tool, List<ToolDefinition> functions, Intake intake) {
        tool.properties().forEach(kind -> {
            if (kind.getKey().equals("functionDeclarations")) {
                kind.getValue().forEach(function -> functions.add(function(ProtoNames.withJsonNames(function))));
            } else if (!kind.getValue().isNull()) {
                intake.omit("tool", kind.getKey());
            }
        });
    }

    private static ToolDefinition function(ObjectNode function) {
        Optional<ObjectNode> schema = Fields.object(function, "parametersJsonSchema")
                .or(() -> OpenApiSubset.jsonSchema(function.path("parameters")) instanceof ObjectNode converted
                        ? Optional.of(converted)
                        : Optional.empty());
        return new ToolDefinition(
                function.path("name").asText(), function.path("description").asText(), schema.orElse(null));
    }

    private static ToolChoice choice(String mode, List<ToolDefinition> offered) {
        return switch (mode.toUpperCase(Locale.ROOT)) {
            case "NONE" -> ToolChoice.NONE;
            case "ANY" -> {
                if (offered.isEmpty()) {
                    throw Fields.invalid("functionCallingConfig requires a function, but none is declared.");
                }
                yield offered.size() == 1
                        ? new ToolChoice(
                                ToolChoice.Mode.TOOL,
                                Optional.of(offered.getFirst().name()))
                        : ToolChoice.REQUIRED;
            }
            default -> ToolChoice.AUTO;
        };
    }
}
