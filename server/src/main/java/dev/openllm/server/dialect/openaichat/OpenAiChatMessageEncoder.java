package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.openai.MessageParts;
import dev.openllm.server.dialect.openai.OpenAiQuirk;
import dev.openllm.server.dialect.openai.OutputSchema;
import java.util.List;
import java.util.stream.Collectors;

/** Encoder for the {@code messages} of a request. */
final class OpenAiChatMessageEncoder {

    private final ChatCall call;
    private final Quirks quirks;
    private final ContentEncoder contentEncoder;
    private final ArrayNode messages = Wire.JSON.createArrayNode();

    OpenAiChatMessageEncoder(ChatCall call) {
        this.call = call;
        this.quirks = call.quirks();
        this.contentEncoder = new ContentEncoder(call);
    }

    ArrayNode messages() {
        OutputSchema.instruction(call).ifPresent(note -> addSystem(TextNode.valueOf(note)));
        for (int i = 0; i < call.messages().size(); i++) {
            MessageParts parts = new MessageParts(call.messages().get(i));
            switch (parts.message().role()) {
                case SYSTEM -> addSystem(contentEncoder.encodeSystem(parts));
                case USER -> addUser(parts);
                case ASSISTANT -> addAssistant(parts, i);
            }
        }
        if (quirks.value(OpenAiQuirk.LAST_MESSAGE, "any").equals("prefix")
                && messages.path(messages.size() - 1) instanceof ObjectNode last
                && last.path("role").asText().equals("assistant")) {
            last.put("prefix", true);
        }
        if (quirks.has(OpenAiChatQuirk.CACHE_BREAKPOINTS)) {
            new OpenAiChatCacheBreakpoints(messages).mark();
        }
        return messages;
    }

    /**
     * Adds text to the system messages. If the system message must come first, all system text at the start of the
     * conversation is merged into one message.
     */
    private void addSystem(JsonNode text) {
        if (text.isTextual() ? text.asText().isEmpty() : text.isEmpty()) {
            return;
        }
        boolean continuesSystem = quirks.has(OpenAiQuirk.SYSTEM_FIRST)
                && messages.size() == 1
                && messages.path(0).path("role").asText().equals(systemRole())
                && messages.path(0).path("content").isTextual()
                && text.isTextual();
        if (continuesSystem) {
            ObjectNode first = (ObjectNode) messages.get(0);
            first.put("content", first.path("content").asText() + "\n\n" + text.asText());
        } else {
            messages.addObject().put("role", systemRole()).set("content", text);
        }
    }

    private String systemRole() {
        return quirks.value(OpenAiQuirk.SYSTEM_ROLE, "system");
    }

    /**
     * Adds user content. Tool results precede other content so that they directly follow the tool calls to which they
     * belong.
     */
    private void addUser(MessageParts parts) {
        for (Part.ToolResult result : parts.of(Part.ToolResult.class)) {
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", result.callId())
                    .set("content", contentEncoder.encodeToolResult(result));
        }
        if (!parts.withoutToolResults().isEmpty()) {
            messages.addObject()
                    .put("role", "user")
                    .set("content", contentEncoder.encodeUser(parts.withoutToolResults()));
        }
    }

    private void addAssistant(MessageParts parts, int position) {
        String text = parts.text("");
        List<Part.ToolCall> calls = parts.of(Part.ToolCall.class);
        if (text.isEmpty() && calls.isEmpty()) {
            return;
        }
        ObjectNode assistant = messages.addObject().put("role", "assistant");
        if (!text.isEmpty() || quirks.has(OpenAiChatQuirk.EMPTY_TEXT_BESIDE_TOOL_CALLS)) {
            assistant.put("content", text);
        } else {
            assistant.putNull("content");
        }
        JsonNode state = parts.state(call);
        addReasoning(assistant, parts, state, !calls.isEmpty(), position);
        if (state.has("reasoning_details")) {
            assistant.set("reasoning_details", state.get("reasoning_details"));
        }
        calls.forEach(toolCall -> assistant
                .withArray("tool_calls")
                .addObject()
                .put("id", toolCall.id())
                .put("type", "function")
                .putObject("function")
                .put("name", toolCall.name())
                .put("arguments", toolCall.arguments().toString()));
    }

    private void addReasoning(
            ObjectNode assistant, MessageParts parts, JsonNode state, boolean hasCalls, int position) {
        String ownReasoning = parts.of(Part.Reasoning.class).stream()
                .map(Part.Reasoning::text)
                .collect(Collectors.joining());
        String reasoning = ownReasoning.isEmpty() ? state.path("reasoning").asText("") : ownReasoning;
        boolean returnsReasoning =
                switch (quirks.value(OpenAiChatQuirk.REASONING_BACK, "never")) {
                    case "in-tool-loop" -> !reasoning.isEmpty() && (!ownReasoning.isEmpty() || isInToolLoop(position));
                    case "with-tool-calls" -> hasCalls;
                    case "always" -> !reasoning.isEmpty();
                    default -> false;
                };
        if (!returnsReasoning) {
            return;
        }
        String field = quirks.value(OpenAiChatQuirk.REASONING_FIELD, "reasoning_content");
        if (!field.equals("thinking-chunks")) {
            assistant.put(field, reasoning);
        } else if (call.capabilities().reasoning()) { // only Mistral's reasoning models support this chunk
            assistant.set(
                    "content",
                    contentEncoder.withThinking(
                            reasoning, assistant.path("content").asText("")));
        }
    }

    /**
     * Returns whether no user text follows an assistant message, which means that the turn to which the message's tool
     * calls belong is not finished.
     *
     * @param position the index of the assistant message in the conversation
     */
    private boolean isInToolLoop(int position) {
        return call.messages().stream()
                .skip(position)
                .filter(message -> message.role() == Role.USER)
                .allMatch(message -> message.parts().stream().allMatch(Part.ToolResult.class::isInstance));
    }
}
