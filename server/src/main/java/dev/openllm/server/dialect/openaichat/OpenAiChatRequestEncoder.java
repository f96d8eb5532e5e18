package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Efforts;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.openai.OpenAiQuirk;
import dev.openllm.server.dialect.openai.OutputSchema;
import dev.openllm.server.dialect.openai.ServiceFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Encoder for requests. Options that the caller did not set are omitted. */
final class OpenAiChatRequestEncoder {

    private final ChatCall call;
    private final ChatOptions options;
    private final Quirks quirks;
    private final ObjectNode body = Wire.JSON.createObjectNode();

    OpenAiChatRequestEncoder(ChatCall call) {
        this.call = call;
        this.options = call.options();
        this.quirks = call.quirks();
    }

    ObjectNode body() {
        body.put("model", call.model());
        body.set("messages", new OpenAiChatMessageEncoder(call).messages());
        if (call.stream()) {
            body.put("stream", true);
            body.putObject("stream_options").put("include_usage", true);
        }
        addTools();
        addSampling();
        options.responseFormat().ifPresent(this::addResponseFormat);
        addReasoning();
        options.verbosity().ifPresent(verbosity -> body.put("verbosity", verbosity));
        ServiceFields.add(call, body);
        options.extra().forEach(body::set);
        OpenAiQuirk.omit(quirks, body);
        return body;
    }

    private void addTools() {
        List<ToolDefinition> offered = offeredTools();
        if (offered.isEmpty()) {
            return; // servers reject tool_choice and parallel_tool_calls if there are no tools
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolDefinition tool : offered) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            function.set("parameters", tool.inputSchema());
            tool.strict()
                    .filter(strict -> !quirks.has(OpenAiQuirk.NO_STRICT_TOOLS))
                    .ifPresent(strict -> function.put("strict", strict));
            tool.dialectFields().getOrDefault(OpenAiChatDialect.NAME, Map.of()).forEach(function::set);
        }
        addToolChoice();
        options.parallelToolCalls().ifPresent(allowed -> body.put("parallel_tool_calls", allowed));
    }

    private List<ToolDefinition> offeredTools() {
        return call.toolChoice().mode() == ToolChoice.Mode.TOOL && quirks.has(OpenAiChatQuirk.NO_NAMED_TOOL_CHOICE)
                ? call.tools().stream()
                        .filter(tool -> call.toolChoice().name().orElse("").equals(tool.name()))
                        .toList()
                : call.tools();
    }

    private void addToolChoice() {
        String required = quirks.value(OpenAiChatQuirk.REQUIRED_TOOL_CHOICE, "required");
        switch (call.toolChoice().mode()) {
            case AUTO -> {}
            case NONE -> body.put("tool_choice", "none");
            case REQUIRED -> body.put("tool_choice", required);
            case TOOL -> {
                if (quirks.has(OpenAiChatQuirk.NO_NAMED_TOOL_CHOICE)) {
                    body.put("tool_choice", required);
                } else {
                    body.putObject("tool_choice")
                            .put("type", "function")
                            .putObject("function")
                            .put("name", call.toolChoice().name().orElse(""));
                }
            }
        }
    }

    private void addSampling() {
        options.maxOutputTokens()
                .ifPresent(tokens -> body.put(quirks.value(OpenAiChatQuirk.MAX_TOKENS_FIELD, "max_tokens"), tokens));
        options.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        options.topP().ifPresent(topP -> body.put("top_p", topP));
        options.topK().ifPresent(topK -> body.put("top_k", topK)); // supported by most servers other than OpenAI's
        options.presencePenalty().ifPresent(penalty -> body.put("presence_penalty", penalty));
        options.frequencyPenalty().ifPresent(penalty -> body.put("frequency_penalty", penalty));
        options.seed().ifPresent(seed -> body.put("seed", seed));
        if (!options.stop().isEmpty()) {
            options.stop().forEach(body.putArray("stop")::add);
        }
    }

    private void addResponseFormat(ResponseFormat format) {
        ObjectNode responseFormat = body.putObject("response_format");
        if (format.schema().isPresent() && OutputSchema.isSchemaSent(call)) {
            responseFormat
                    .put("type", "json_schema")
                    .set("json_schema", OutputSchema.of(format, format.schema().get()));
        } else {
            responseFormat.put("type", "json_object"); // if there is a schema, the system message contains it
        }
    }

    private void addReasoning() {
        Optional<String> requested = options.reasoningEffort();
        if (requested.filter(Efforts::isAuto).isPresent()) {
            addAutomaticReasoning();
        } else {
            requested
                    .flatMap(effort ->
                            Efforts.nearest(effort, call.capabilities().reasoningEfforts()))
                    .ifPresent(this::addReasoning);
        }
    }

    private void addAutomaticReasoning() {
        switch (quirks.value(OpenAiChatQuirk.REASONING_STYLE, "reasoning_effort")) {
            case "reasoning" -> body.putObject("reasoning").put("enabled", true);
            case "thinking" -> body.putObject("thinking").put("type", "enabled");
            case "enable_thinking" -> body.put("enable_thinking", true);
            case "chat_template_kwargs" ->
                body.putObject("chat_template_kwargs").put("enable_thinking", true);
            default -> {} // the model decides if reasoning_effort is omitted
        }
    }

    private void addReasoning(String effort) {
        boolean on = !effort.equals("none");
        switch (quirks.value(OpenAiChatQuirk.REASONING_STYLE, "reasoning_effort")) {
            case "reasoning" -> body.putObject("reasoning").put("effort", effort);
            case "thinking" -> {
                body.putObject("thinking").put("type", on ? "enabled" : "disabled");
                if (on && !call.capabilities().reasoningEfforts().isEmpty()) {
                    body.put("reasoning_effort", effort);
                }
            }
            case "enable_thinking" -> body.put("enable_thinking", on);
            case "chat_template_kwargs" ->
                body.putObject("chat_template_kwargs").put("enable_thinking", on);
            case "none" -> {}
            default -> body.put("reasoning_effort", effort);
        }
    }
}
