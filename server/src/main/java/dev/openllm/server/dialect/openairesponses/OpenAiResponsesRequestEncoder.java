package dev.openllm.server.dialect.openairesponses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ResponseFormat;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Efforts;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.openai.OpenAiQuirk;
import dev.openllm.server.dialect.openai.OutputSchema;
import dev.openllm.server.dialect.openai.ServiceFields;
import java.util.Map;
import java.util.Optional;

/** Encoder for requests. Options that the caller did not set are omitted. */
final class OpenAiResponsesRequestEncoder {

    private final ChatCall call;
    private final ChatOptions options;
    private final Quirks quirks;
    private final ObjectNode body = Wire.JSON.createObjectNode();

    OpenAiResponsesRequestEncoder(ChatCall call) {
        this.call = call;
        this.options = call.options();
        this.quirks = call.quirks();
    }

    ObjectNode body() {
        body.put("model", call.model());
        body.set("input", new OpenAiResponsesMessageEncoder(call).input());
        body.put("store", false);
        if (call.stream()) {
            body.put("stream", true);
        }
        addTools();
        options.maxOutputTokens().ifPresent(tokens -> body.put("max_output_tokens", tokens));
        options.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        options.topP().ifPresent(topP -> body.put("top_p", topP));
        options.presencePenalty().ifPresent(penalty -> body.put("presence_penalty", penalty));
        options.frequencyPenalty().ifPresent(penalty -> body.put("frequency_penalty", penalty));
        options.verbosity().ifPresent(verbosity -> body.withObject("/text").put("verbosity", verbosity));
        options.responseFormat().ifPresent(this::addFormat);
        addReasoning();
        ServiceFields.add(call, body);
        options.extra().forEach(body::set);
        OpenAiQuirk.omit(quirks, body);
        return body;
    }

    private void addTools() {
        if (call.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolDefinition tool : call.tools()) {
            ObjectNode function = tools.addObject().put("type", "function").put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            function.set("parameters", tool.inputSchema());
            function.put("strict", isStrict(tool)); // unlike in Chat Completions, the default is true
            tool.dialectFields()
                    .getOrDefault(OpenAiResponsesDialect.NAME, Map.of())
                    .forEach(function::set);
        }
        switch (call.toolChoice().mode()) {
            case AUTO -> {}
            case NONE -> body.put("tool_choice", "none");
            case REQUIRED -> body.put("tool_choice", "required");
            case TOOL ->
                body.putObject("tool_choice")
                        .put("type", "function")
                        .put("name", call.toolChoice().name().orElse(""));
        }
        options.parallelToolCalls().ifPresent(allowed -> body.put("parallel_tool_calls", allowed));
    }

    private boolean isStrict(ToolDefinition tool) {
        return tool.strict().orElse(false) && !quirks.has(OpenAiQuirk.NO_STRICT_TOOLS);
    }

    private void addFormat(ResponseFormat requested) {
        ObjectNode format = body.withObject("/text").putObject("format");
        if (requested.schema().isPresent() && OutputSchema.isSchemaSent(call)) {
            format.put("type", "json_schema")
                    .setAll(OutputSchema.of(requested, requested.schema().get()));
        } else {
            format.put("type", "json_object");
        }
    }

    /**
     * Adds the reasoning options. Encrypted reasoning is requested only from models that reason, because requests to
     * other models are rejected with status 400.
     */
    private void addReasoning() {
        Optional<String> effort = options.reasoningEffort()
                .flatMap(requested ->
                        Efforts.nearest(requested, call.capabilities().reasoningEfforts()));
        effort.ifPresent(level -> body.withObject("/reasoning").put("effort", level));
        if (!call.capabilities().reasoning()) {
            return;
        }
        body.putArray("include").add("reasoning.encrypted_content");
        String configured = quirks.value(OpenAiResponsesQuirk.REASONING_SUMMARY, "");
        String summary =
                configured.equals("none") ? "" : options.reasoningSummary().orElse(configured);
        if (!summary.isEmpty() && !effort.equals(Optional.of("none"))) {
            body.withObject("/reasoning").put("summary", summary);
        }
    }
}
