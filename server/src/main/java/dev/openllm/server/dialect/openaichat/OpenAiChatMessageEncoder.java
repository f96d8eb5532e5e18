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
    private final ContentEncoder content;
    private final ArrayNode messages = Wire.JSON.createArrayNode();

    OpenAiChatMessageEncoder(ChatCall call) {
        this.call = call;
        this.quirks = call.quirks();
        this.content = new ContentEncoder(call);
    }

    ArrayNode messages() {
        OutputSchema.note(call).ifPresent(note -> addSystem(TextNode.valueOf(note)));
        for (int i = 0; i < call.messages().size(); i++) {
            MessageParts parts = new MessageParts(call.messages().get(i));
            switch (parts.message().role()) {
                case SYSTEM -> addSystem(content.ofSystem(parts));
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
        boolean goesOn = quirks.has(OpenAiQuirk.SYSTEM_FIRST)
                && messages.size() == 1
                && messages.path(0).path("role").asText().equals(systemRole())
                && messages.path(0).path("content").isTextual()
                && text.isTextual();
        if (goesOn) {
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
                    .set("content", content.ofToolResult(result));
        }
        if (!parts.beyondToolResults().isEmpty()) {
            messages.addObject().put("role", "user").set("content", content.ofUser(parts.beyondToolResults()));
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
        String kept = parts.of(Part.Reasoning.class).stream()
                .map(Part.Reasoning::text)
                .collect(Collectors.joining());
        String words = kept.isEmpty() ? state.path("reasoning").asText("") : kept;
        boolean goesBack =
                switch (quirks.value(OpenAiChatQuirk.REASONING_BACK, "never")) {
                    case "in-tool-loop" -> !words.isEmpty() && (!kept.isEmpty() || isInToolLoop(position));
                    case "with-tool-calls" -> hasCalls;
                    case "always" -> !words.isEmpty();
                    default -> false;
                };
        if (!goesBack) {
            return;
        }
        String field = quirks.value(OpenAiChatQuirk.REASONING_FIELD, "reasoning_content");
        if (!field.equals("thinking-chunks")) {
            assistant.put(field, words);
        } else if (call.capabilities().reasoning()) { // only Mistral's reasoning models support this chunk
            assistant.set(
                    "content",
                    content.withThinking(words, assistant.path("content").asText("")));
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
