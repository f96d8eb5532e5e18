package dev.openllm.server.dialect.anthropicmessages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.StructuredOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Encoder for request bodies. Source: https://platform.claude.com/docs/en/api/messages */
final class AnthropicRequestEncoder {

    /** The value of the required field {@code max_tokens} if the model's limit is unknown. */
    private static final int DEFAULT_MAX_TOKENS = 4_096;

    /**
     * The service tiers that a request can specify, including the OpenAI names, mapped to Anthropic service tiers.
     * Source: https://docs.claude.com/en/api/service-tiers
     */
    private static final Map<String, String> SERVICE_TIERS =
            Map.of("auto", "auto", "priority", "auto", "standard_only", "standard_only", "default", "standard_only");

    private final ChatCall call;
    private final ClaudeTraits traits;
    private final int maxTokens;
    private final ClaudeThinking thinking;

    AnthropicRequestEncoder(ChatCall call) {
        this.call = call;
        this.traits = ClaudeTraits.of(call.model(), call.quirks());
        int limit = call.limits().maxOutputTokens() > 0 ? call.limits().maxOutputTokens() : DEFAULT_MAX_TOKENS;
        this.maxTokens = call.options().maxOutputTokens().orElse(limit);
        this.thinking = ClaudeThinking.of(call, traits, maxTokens);
    }

    ObjectNode body() {
        ObjectNode body =
                Wire.JSON.createObjectNode().put("model", call.model()).put("max_tokens", maxTokens);
        addSystem(body);
        addMessages(body);
        addTools(body);
        thinking.thinking().ifPresent(field -> body.set("thinking", field));
        addOutputConfig(body);
        addSampling(body);
        List<String> stop =
                call.options().stop().stream().filter(text -> !text.isBlank()).toList();
        if (!stop.isEmpty()) { // blank stop sequences are rejected
            stop.forEach(body.putArray("stop_sequences")::add);
        }
        addService(body);
        if (call.stream()) {
            body.put("stream", true);
        }
        new AnthropicCacheBreakpoints(call.quirks().value(AnthropicQuirk.PROMPT_CACHE, "5m")).mark(body);
        call.options().extra().forEach(body::set);
        return body;
    }

    private void addSystem(ObjectNode body) {
        ArrayNode blocks = Wire.JSON.createArrayNode();
        call.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .map(message -> AnthropicMessageEncoder.encodeSystem(message.parts()))
                .forEach(blocks::addAll);
        jsonInstruction().map(AnthropicMessageEncoder::text).ifPresent(blocks::add);
        if (!blocks.isEmpty()) {
            body.set("system", blocks);
        }
    }

    /**
     * Returns the instruction to respond with JSON. The instruction is necessary because the API has no field for JSON
     * output without a schema.
     */
    private Optional<String> jsonInstruction() {
        return StructuredOutput.instruction(call)
                .or(() -> call.options()
                        .responseFormat()
                        .filter(format -> format.schema().isEmpty())
                        .map(format -> "Answer with one JSON object, and with nothing else."));
    }

    private void addMessages(ObjectNode body) {
        ArrayNode messages = body.putArray("messages");
        for (Message message : call.messages()) {
            ArrayNode content =
                    switch (message.role()) {
                        case SYSTEM -> Wire.JSON.createArrayNode();
                        case USER -> AnthropicMessageEncoder.encodeUser(message.parts());
                        case ASSISTANT -> AnthropicMessageEncoder.encodeAssistant(message.parts(), call.quirks());
                    };
            if (!content.isEmpty()) {
                String role = message.role() == Role.USER ? "user" : "assistant";
                messages.addObject().put("role", role).set("content", content);
            }
        }
        stripTrailingSpace(messages.path(messages.size() - 1));
    }

    /**
     * Removes trailing whitespace from an assistant message that the model is to continue, because the API rejects such
     * whitespace.
     */
    private static void stripTrailingSpace(JsonNode last) {
        JsonNode block = last.path("content").path(last.path("content").size() - 1);
        if (last.path("role").asText().equals("assistant") && block.path("text").isTextual()) {
            ((ObjectNode) block).put("text", block.path("text").asText().stripTrailing());
        }
    }

    private void addTools(ObjectNode body) {
        if (call.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolDefinition tool : call.tools()) {
            ObjectNode encoded = tools.addObject().put("name", tool.name());
            if (!tool.description().isBlank()) {
                encoded.put("description", tool.description());
            }
            encoded.set("input_schema", tool.inputSchema());
            tool.strict()
                    .filter(strict -> strict && call.capabilities().structuredOutput())
                    .ifPresent(strict -> encoded.put("strict", true));
            tool.cacheTtl().ifPresent(ttl -> AnthropicCacheBreakpoints.markAt(encoded, ttl));
            tool.dialectFields().getOrDefault(AnthropicDialect.NAME, Map.of()).forEach(encoded::set);
        }
        ObjectNode choice = toolChoice();
        if (!choice.isEmpty()) {
            body.set("tool_choice", choice);
        }
    }

    private void addService(ObjectNode body) {
        call.options().user().ifPresent(user -> body.putObject("metadata").put("user_id", user));
        call.options()
                .serviceTier()
                .map(tier -> SERVICE_TIERS.getOrDefault(tier, ""))
                .filter(tier -> !tier.isEmpty())
                .ifPresent(tier -> body.put("service_tier", tier));
    }

    private ObjectNode toolChoice() {
        ObjectNode choice = Wire.JSON.createObjectNode();
        ToolChoice requested = call.toolChoice();
        switch (requested.mode()) {
            case AUTO -> {} // the default
            case NONE -> choice.put("type", "none");
            case REQUIRED -> choice.put("type", "any");
            case TOOL -> choice.put("type", "tool").put("name", requested.name().orElse(""));
        }
        boolean oneAtATime =
                call.options().parallelToolCalls().filter(allowed -> !allowed).isPresent();
        if (oneAtATime && requested.mode() != ToolChoice.Mode.NONE) {
            if (requested.mode() == ToolChoice.Mode.AUTO) {
                choice.put("type", "auto");
            }
            choice.put("disable_parallel_tool_use", true);
        }
        return choice;
    }

    private void addOutputConfig(ObjectNode body) {
        ObjectNode config = Wire.JSON.createObjectNode();
        thinking.effort().ifPresent(effort -> config.put("effort", effort));
        call.options()
                .responseFormat()
                .flatMap(format -> format.schema())
                .filter(schema -> StructuredOutput.isSchemaSent(call))
                .ifPresent(schema -> config.putObject("format")
                        .put("type", "json_schema")
                        .set("schema", ClaudeSchema.forResponse(schema)));
        if (!config.isEmpty()) {
            body.set("output_config", config);
        }
    }

    /**
     * Adds sampling options. A request that enables reasoning must not contain any sampling options. In all other
     * requests, the maximum temperature is 1.
     */
    private void addSampling(ObjectNode body) {
        ChatOptions options = call.options();
        if (thinking.isOn() || traits.sampling().equals("none")) {
            return;
        }
        options.temperature().ifPresent(value -> body.put("temperature", Math.min(1, value)));
        if (traits.sampling().equals("both") || !body.has("temperature")) {
            options.topP().ifPresent(value -> body.put("top_p", value));
        }
        options.topK().ifPresent(value -> body.put("top_k", value));
    }
}
