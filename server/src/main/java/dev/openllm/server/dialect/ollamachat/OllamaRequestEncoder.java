package dev.openllm.server.dialect.ollamachat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Efforts;

/** Encoder for request bodies. Source: https://docs.ollama.com/api/chat */
final class OllamaRequestEncoder {

    private final ChatCall call;

    OllamaRequestEncoder(ChatCall call) {
        this.call = call;
    }

    ObjectNode body() {
        ObjectNode body = Wire.JSON.createObjectNode().put("model", call.model());
        body.set("messages", new OllamaMessageEncoder(call.messages()).messages());
        body.put("stream", call.stream());
        addTools(body);
        addThinking(body);
        ForcedTools.of(call)
                .ifPresentOrElse(
                        forced -> addForced(body, forced),
                        () -> call.options().responseFormat().ifPresent(format -> addFormat(body, format)));
        addOptions(body);
        addKeepAlive(body);
        call.options().extra().forEach((name, value) -> addExtra(body, name, value));
        return body;
    }

    /**
     * Adds a provider-specific field. The members of {@code options} are merged with the options that are already set;
     * any other field replaces an existing field of the same name.
     */
    private static void addExtra(ObjectNode body, String name, JsonNode value) {
        if (name.equals("options") && value instanceof ObjectNode more) {
            body.withObject("/options").setAll(more);
        } else {
            body.set(name, value);
        }
    }

    private static void addForced(ObjectNode body, ForcedTools forced) {
        body.set("format", forced.format());
        ArrayNode messages = (ArrayNode) body.path("messages");
        JsonNode first = messages.path(0);
        if (first.path("role").asText().equals("system")) {
            ((ObjectNode) first).put("content", first.path("content").asText() + "\n\n" + forced.instruction());
        } else {
            messages.insertObject(0).put("role", "system").put("content", forced.instruction());
        }
    }

    /**
     * Adds the tools unless the caller prohibits or requires a tool call. The Ollama API has no field for the tool
     * choice, so tools are omitted to prohibit a call. For required calls, see {@link ForcedTools}.
     */
    private void addTools(ObjectNode body) {
        if (call.tools().isEmpty() || call.toolChoice().mode() != ToolChoice.Mode.AUTO) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolDefinition tool : call.tools()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name()).put("description", tool.description());
            function.set("parameters", tool.inputSchema());
        }
    }

    /**
     * Adds the reasoning option if the model supports reasoning; other models reject requests that contain this option.
     */
    private void addThinking(ObjectNode body) {
        String mode = call.quirks().value(OllamaQuirk.THINK, call.model().contains("gpt-oss") ? "levels" : "switch");
        if (!call.capabilities().reasoning() || mode.equals("none")) {
            return;
        }
        call.options().reasoningEffort().ifPresent(requested -> {
            if (mode.equals("levels")) {
                Efforts.nearest(requested, call.capabilities().reasoningEfforts())
                        .ifPresent(effort -> body.set("think", level(effort)));
            } else {
                body.put("think", !requested.equals("none"));
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
        ChatOptions chatOptions = call.options();
        ObjectNode options = Wire.JSON.createObjectNode();
        chatOptions.maxOutputTokens().ifPresent(tokens -> options.put("num_predict", tokens));
        chatOptions.temperature().ifPresent(value -> options.put("temperature", value));
        chatOptions.topP().ifPresent(value -> options.put("top_p", value));
        chatOptions.topK().ifPresent(value -> options.put("top_k", value));
        chatOptions.presencePenalty().ifPresent(value -> options.put("presence_penalty", value));
        chatOptions.frequencyPenalty().ifPresent(value -> options.put("frequency_penalty", value));
        chatOptions.seed().ifPresent(value -> options.put("seed", value));
        if (!chatOptions.stop().isEmpty()) {
            chatOptions.stop().forEach(options.putArray("stop")::add);
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

    /**
     * Adds {@code keep_alive}. A number without a unit must be sent as a JSON number, because the server rejects a
     * string without a unit.
     */
    private void addKeepAlive(ObjectNode body) {
        String keepAlive = call.quirks().value(OllamaQuirk.KEEP_ALIVE, "");
        if (keepAlive.matches("-?\\d{1,9}")) {
            body.put("keep_alive", Integer.parseInt(keepAlive));
        } else if (!keepAlive.isEmpty()) {
            body.put("keep_alive", keepAlive);
        }
    }
}
