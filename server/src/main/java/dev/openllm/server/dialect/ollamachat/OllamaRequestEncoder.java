package dev.openllm.server.dialect.ollamachat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Efforts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the body of a request. Source: https://docs.ollama.com/api/chat */
final class OllamaRequestEncoder {

    private final ChatCall call;
    private final Map<String, String> toolNames = new HashMap<>();

    OllamaRequestEncoder(ChatCall call) {
        this.call = call;
        call.messages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .forEach(toolCall -> toolNames.put(toolCall.id(), toolCall.name()));
    }

    ObjectNode body() {
        ObjectNode body = Wire.JSON.createObjectNode().put("model", call.model());
        ArrayNode messages = body.putArray("messages");
        call.messages().forEach(message -> addMessage(messages, message));
        body.put("stream", call.stream());
        addTools(body);
        addThinking(body);
        call.options().responseFormat().ifPresent(format -> addFormat(body, format));
        addOptions(body);
        addKeepAlive(body);
        call.options().extra().forEach(body::set);
        return body;
    }

    private void addMessage(ArrayNode messages, Message message) {
        switch (message.role()) {
            case SYSTEM -> messages.addObject().put("role", "system").put("content", words(message.parts()));
            case USER -> addUserMessage(messages, message.parts());
            case ASSISTANT -> addAssistantMessage(messages, message.parts());
        }
    }

    /** Tool results are messages of their own; what the person says comes behind them. */
    private void addUserMessage(ArrayNode messages, List<Part> parts) {
        List<Part.ToolResult> results = only(Part.ToolResult.class, parts);
        results.forEach(result -> addToolResult(messages, result));
        List<Part> said = parts.stream()
                .filter(part -> !(part instanceof Part.ToolResult))
                .toList();
        if (said.isEmpty() && !results.isEmpty()) {
            return;
        }
        ObjectNode user = messages.addObject().put("role", "user").put("content", words(said));
        List<Part.Image> images = only(Part.Image.class, said);
        if (!images.isEmpty()) {
            ArrayNode data = user.putArray("images");
            images.forEach(image -> data.add(data(image)));
        }
    }

    private void addToolResult(ArrayNode messages, Part.ToolResult result) {
        ObjectNode message = messages.addObject().put("role", "tool").put("content", words(result.content()));
        String name = toolNames.get(result.callId());
        if (name != null) {
            message.put("tool_name", name);
        }
        message.put("tool_call_id", result.callId());
    }

    private void addAssistantMessage(ArrayNode messages, List<Part> parts) {
        ObjectNode assistant = messages.addObject().put("role", "assistant").put("content", joined(parts));
        String thinking = only(Part.Reasoning.class, parts).stream()
                .map(Part.Reasoning::text)
                .collect(Collectors.joining());
        if (!thinking.isEmpty()) {
            assistant.put("thinking", thinking);
        }
        List<Part.ToolCall> toolCalls = only(Part.ToolCall.class, parts);
        if (!toolCalls.isEmpty()) {
            ArrayNode written = assistant.putArray("tool_calls");
            toolCalls.forEach(toolCall -> {
                ObjectNode one = written.addObject().put("id", toolCall.id()).put("type", "function");
                one.putObject("function").put("name", toolCall.name()).set("arguments", toolCall.arguments());
            });
        }
    }

    /** Ollama cannot force a tool, but it can be kept from seeing any. */
    private void addTools(ObjectNode body) {
        if (call.tools().isEmpty() || call.toolChoice().mode() == ToolChoice.Mode.NONE) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolDefinition tool : call.tools()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name()).put("description", tool.description());
            function.set("parameters", tool.inputSchema());
        }
    }

    /** A model that cannot think refuses a request that asks it to. */
    private void addThinking(ObjectNode body) {
        String how = call.quirks().value(OllamaQuirk.THINK, call.model().contains("gpt-oss") ? "levels" : "switch");
        if (!call.capabilities().reasoning() || how.equals("none")) {
            return;
        }
        call.options().reasoningEffort().ifPresent(wanted -> {
            if (how.equals("levels")) {
                Efforts.nearest(wanted, call.capabilities().reasoningEfforts())
                        .ifPresent(effort -> body.set("think", level(effort)));
            } else {
                body.put("think", !wanted.equals("none"));
            }
        });
    }

    private static JsonNode level(String effort) {
        return effort.equals("none") ? BooleanNode.FALSE : TextNode.valueOf(effort);
    }

    private static void addFormat(ObjectNode body, ResponseFormat format) {
        format.schema().ifPresentOrElse(schema -> body.set("format", schema), () -> body.put("format", "json"));
    }

    private void addOptions(ObjectNode body) {
        ChatOptions set = call.options();
        ObjectNode options = Wire.JSON.createObjectNode();
        set.maxOutputTokens().ifPresent(most -> options.put("num_predict", most));
        set.temperature().ifPresent(value -> options.put("temperature", value));
        set.topP().ifPresent(value -> options.put("top_p", value));
        set.seed().ifPresent(value -> options.put("seed", value));
        if (!set.stop().isEmpty()) {
            set.stop().forEach(options.putArray("stop")::add);
        }
        String context = call.quirks().value(OllamaQuirk.NUM_CTX, "limits");
        if (context.equals("limits") && call.limits().contextTokens() > 0) {
            options.put("num_ctx", call.limits().contextTokens());
        } else if (context.matches("\\d{1,9}")) {
            options.put("num_ctx", Integer.parseInt(context));
        }
        if (!options.isEmpty()) {
            body.set("options", options);
        }
    }

    /** A number without a unit must be a JSON number: as text the server refuses it. */
    private void addKeepAlive(ObjectNode body) {
        String keepAlive = call.quirks().value(OllamaQuirk.KEEP_ALIVE, "");
        if (keepAlive.matches("-?\\d{1,9}")) {
            body.put("keep_alive", Integer.parseInt(keepAlive));
        } else if (!keepAlive.isEmpty()) {
            body.put("keep_alive", keepAlive);
        }
    }

    /** Separate texts of one message, a line each. */
    private static String words(List<Part> parts) {
        if (parts.stream().anyMatch(Part.File.class::isInstance)) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    "Ollama takes no documents.",
                    "Send their text, or pictures of the pages.");
        }
        return only(Part.Text.class, parts).stream().map(Part.Text::text).collect(Collectors.joining("\n"));
    }

    /** The pieces of an answer as it once came, with nothing between them. */
    private static String joined(List<Part> parts) {
        return only(Part.Text.class, parts).stream().map(Part.Text::text).collect(Collectors.joining());
    }

    private static String data(Part.Image image) {
        if (image.data().isEmpty()) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    "Ollama does not fetch pictures from an address.",
                    "Send the picture itself.");
        }
        return image.data();
    }

    private static <T extends Part> List<T> only(Class<T> kind, List<Part> parts) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
