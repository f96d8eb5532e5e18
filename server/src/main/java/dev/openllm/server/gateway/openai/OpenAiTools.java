package dev.openllm.server.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tools in a request to an OpenAI API, converted to functions, which every model with tool support accepts. If a
 * tool belongs to a namespace, the name of the function consists of the namespace and the tool name. The function for a
 * custom tool has a single parameter, {@code input}, for the free-form text. Tools that run on OpenAI servers are
 * omitted.
 */
final class OpenAiTools {

    private static final String INPUT_FIELD = "input";
    /** The namespace that OpenAI's own models use for tools without a namespace. */
    private static final String DEFAULT_NAMESPACE = "functions";

    private static final String TOOL_SEARCH = "tool_search";
    private static final String ALLOWED_TOOLS = "allowed_tools";

    private static final Set<String> SUPPORTED_FUNCTION_FIELDS =
            Set.of("type", "name", "description", "parameters", "strict");
    private static final Set<String> SUPPORTED_NAMESPACE_FIELDS = Set.of("type", "name", "tools");
    private static final Set<String> SUPPORTED_CUSTOM_FIELDS = Set.of("type", "name", "description", "format");

    /** The way in which a tool is called. */
    enum Kind {
        FUNCTION,
        /** The model calls the tool with free-form text. */
        CUSTOM,
        /** The client searches for more tools and returns them as the result. */
        SEARCH
    }

    /** A tool as defined by the client. */
    record Origin(Optional<String> namespace, String name, Kind kind) {

        boolean isCustom() {
            return kind == Kind.CUSTOM;
        }
    }

    private final Map<String, ToolDefinition> functions = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new HashMap<>();
    private final Set<String> hostedToolTypes = new HashSet<>();
    private final Intake intake;

    private OpenAiTools(Intake intake) {
        this.intake = intake;
    }

    static OpenAiTools read(JsonNode tools, Intake intake) {
        OpenAiTools result = new OpenAiTools(intake);
        result.add(tools);
        return result;
    }

    void add(JsonNode tools) {
        tools.forEach(tool -> add(tool, Optional.empty()));
    }

    private void add(JsonNode tool, Optional<String> namespace) {
        String type = tool.path("type").asText("function");
        switch (type) {
            case "function" -> addFunction(tool.path("function").isObject() ? tool.path("function") : tool, namespace);
            case "custom" -> addCustom(tool.path("custom").isObject() ? tool.path("custom") : tool, namespace);
            case "namespace" -> {
                intake.omitFieldsOf("namespaces", tool, SUPPORTED_NAMESPACE_FIELDS);
                tool.path("tools")
                        .forEach(inner ->
                                add(inner, Optional.of(tool.path("name").asText())));
            }
            default -> {
                if (type.equals(TOOL_SEARCH) && tool.path("execution").asText().equals("client")) {
                    addSearch(tool);
                } else {
                    hostedToolTypes.add(type);
                    intake.omit("tool", type);
                }
            }
        }
    }

    private void addSearch(JsonNode search) {
        origins.put(TOOL_SEARCH, new Origin(Optional.empty(), TOOL_SEARCH, Kind.SEARCH));
        functions.put(
                TOOL_SEARCH,
                new ToolDefinition(
                        TOOL_SEARCH,
                        search.path("description").asText(),
                        Fields.object(search, "parameters").orElse(null)));
    }

    private void addFunction(JsonNode function, Optional<String> namespace) {
        String name = flatName(namespace, function.path("name").asText());
        origins.put(name, new Origin(namespace, function.path("name").asText(), Kind.FUNCTION));
        functions.put(
                name,
                new ToolDefinition(
                        name,
                        function.path("description").asText(),
                        Fields.object(function, "parameters").orElse(null),
                        Fields.flag(function, "strict"),
                        Optional.empty(),
                        intake.forwardToolFields(function, SUPPORTED_FUNCTION_FIELDS)));
    }

    private void addCustom(JsonNode custom, Optional<String> namespace) {
        intake.omitFieldsOf("tools", custom, SUPPORTED_CUSTOM_FIELDS);
        String name = flatName(namespace, custom.path("name").asText());
        origins.put(name, new Origin(namespace, custom.path("name").asText(), Kind.CUSTOM));
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties")
                .putObject(INPUT_FIELD)
                .put("type", "string")
                .put("description", "The tool's input.");
        schema.putArray("required").add(INPUT_FIELD);
        functions.put(name, new ToolDefinition(name, customDescription(custom), schema));
    }

    /**
     * Returns the description of a custom tool. The description includes the grammar of the tool, because a function,
     * to which the tool is converted, cannot constrain its input to a grammar.
     */
    private static String customDescription(JsonNode custom) {
        JsonNode format = custom.path("format").has("grammar")
                ? custom.path("format").path("grammar") // the format of the Chat Completions API
                : custom.path("format");
        String grammar = format.path("definition").asText();
        String description = custom.path("description").asText();
        return grammar.isEmpty()
                ? description
                : description + "\n\nThe input must match this grammar ("
                        + format.path("syntax").asText("lark") + "):\n" + grammar;
    }

    /** Returns the tool name that is sent to the model. */
    static String flatName(Optional<String> namespace, String name) {
        return namespace
                .filter(prefix -> !prefix.isEmpty() && !prefix.equals(DEFAULT_NAMESPACE) && !name.startsWith(prefix))
                .map(prefix -> prefix.endsWith("_") || prefix.endsWith(".") ? prefix + name : prefix + "__" + name)
                .orElse(name);
    }

    /**
     * Returns the client's tool that has the specified name in the request to the model. If there is no such tool,
     * returns a function with this name.
     */
    Origin origin(String flatName) {
        return origins.getOrDefault(flatName, new Origin(Optional.empty(), flatName, Kind.FUNCTION));
    }

    /** Returns the free-form input of a custom tool. */
    static String input(JsonNode arguments) {
        return arguments.path(INPUT_FIELD).isTextual()
                ? arguments.path(INPUT_FIELD).textValue()
                : arguments.toString();
    }

    /** Converts a call of a custom tool to a function call. */
    static Part.ToolCall customCall(String id, String name, String input) {
        return new Part.ToolCall(id, name, JsonNodeFactory.instance.objectNode().put(INPUT_FIELD, input));
    }

    /** Returns the tools that the tool choice allows. */
    List<ToolDefinition> offered(JsonNode choice) {
        Set<String> allowed = new HashSet<>();
        JsonNode inner = choice.path(ALLOWED_TOOLS).isObject() ? choice.path(ALLOWED_TOOLS) : choice;
        inner.path("tools").forEach(tool -> allowed.add(chosenName(tool)));
        allowed.remove("");
        boolean all = !choice.path("type").asText().equals(ALLOWED_TOOLS) || allowed.isEmpty();
        return functions.values().stream()
                .filter(tool -> all || allowed.contains(tool.name()))
                .toList();
    }

    ToolChoice choice(JsonNode choice) {
        if (!choice.isObject()) {
            return parseMode(choice.asText());
        }
        String type = choice.path("type").asText();
        return switch (type) {
            case "function", "custom" -> new ToolChoice(ToolChoice.Mode.TOOL, Optional.of(chosenName(choice)));
            case ALLOWED_TOOLS ->
                parseMode(choice.path("mode")
                        .asText(choice.path(ALLOWED_TOOLS).path("mode").asText()));
            default -> {
                if (hostedToolTypes.contains(type)) {
                    throw Fields.invalid("tool_choice requires the tool \"" + type
                            + "\", which only OpenAI supports. Offer a function instead.");
                }
                yield parseMode(type);
            }
        };
    }

    private static String chosenName(JsonNode tool) {
        JsonNode definition = tool.path("function").isObject()
                ? tool.path("function")
                : tool.path("custom").isObject() ? tool.path("custom") : tool;
        return flatName(Fields.text(tool, "namespace"), definition.path("name").asText());
    }

    /**
     * Returns the tool choice that a string specifies. Some clients also send {@code any} to the OpenAI APIs, although
     * only Anthropic and Mistral define this value.
     */
    private static ToolChoice parseMode(String mode) {
        return switch (mode) {
            case "none" -> ToolChoice.NONE;
            case "required", "any" -> ToolChoice.REQUIRED;
            case "auto", "null", "" -> ToolChoice.AUTO;
            default -> throw unknownChoice(mode);
        };
    }

    private static OpenLlmException unknownChoice(String choice) {
        return Fields.invalid("tool_choice \"" + choice + "\" is not supported.");
    }
}
