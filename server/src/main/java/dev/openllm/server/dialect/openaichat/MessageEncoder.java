package dev.openllm.server.dialect.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.openai.OpenAiQuirk;
import dev.openllm.server.dialect.openai.OutputSchema;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the {@code messages} of a request. */
final class MessageEncoder {

    private final ChatCall call;
    private final Quirks quirks;
    private final ContentEncoder content;
    private final ArrayNode messages = Wire.JSON.createArrayNode();

    MessageEncoder(ChatCall call) {
        this.call = call;
        this.quirks = call.quirks();
        this.content = new ContentEncoder(call);
    }

    ArrayNode messages() {
        OutputSchema.note(call).ifPresent(this::addSystem);
        for (int i = 0; i < call.messages().size(); i++) {
            Message message = call.messages().get(i);
            switch (message.role()) {
                case SYSTEM -> addSystem(texts(message, "\n\n"));
                case USER -> addUser(message);
                case ASSISTANT -> addAssistant(message, i);
            }
        }
        if (quirks.has(OpenAiChatQuirk.CACHE_BREAKPOINTS)) {
            new CacheBreakpoints(messages).mark();
        }
        return messages;
    }

    /** Neighbouring system messages are one where the system message has to come first. */
    private void addSystem(String text) {
        if (text.isEmpty()) {
            return;
        }
        boolean goesOn = quirks.has(OpenAiQuirk.SYSTEM_FIRST) && messages.size() == 1
                && messages.path(0).path("role").asText().equals(systemRole());
        if (goesOn) {
            ObjectNode first = (ObjectNode) messages.get(0);
            first.put("content", first.path("content").asText() + "\n\n" + text);
        } else {
            messages.addObject().put("role", systemRole()).put("content", text);
        }
    }

    private String systemRole() {
        return quirks.value(OpenAiQuirk.SYSTEM_ROLE, "system");
    }

    /** Tool results come first, directly behind the calls they answer. */
    private void addUser(Message message) {
        List<Part> words = message.parts().stream()
                .filter(part -> !(part instanceof Part.ToolResult))
                .toList();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                messages.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", result.callId())
                        .set("content", content.ofToolResult(result));
            }
        }
        content.ofUser(words).ifPresent(said -> messages.addObject().put("role", "user").set("content", said));
    }

    private void addAssistant(Message message, int position) {
        String text = texts(message, "");
        List<Part.ToolCall> calls = message.parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
        if (text.isEmpty() && calls.isEmpty()) {
            return;
        }
        ObjectNode assistant = messages.addObject().put("role", "assistant");
        if (!text.isEmpty() || quirks.has(OpenAiChatQuirk.EMPTY_TEXT_BESIDE_TOOL_CALLS)) {
            assistant.put("content", text);
        } else {
            assistant.putNull("content");
        }
        JsonNode state = state(message);
        addReasoning(assistant, message, state, !calls.isEmpty(), position);
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

    private void addReasoning(ObjectNode assistant, Message message, JsonNode state, boolean hasCalls, int position) {
        String kept = message.parts().stream()
                .map(part -> part instanceof Part.Reasoning reasoning ? reasoning.text() : "")
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
        } else if (call.capabilities().reasoning()) { // Mistral's other models know no such chunk
            assistant.set("content", content.withThinking(words, assistant.path("content").asText("")));
        }
    }

    /** Whether no words of the user's come after the message: its tool calls are still being worked on. */
    private boolean isInToolLoop(int position) {
        return call.messages().stream()
                .skip(position)
                .filter(message -> message.role() == Role.USER)
                .allMatch(message -> message.parts().stream().allMatch(Part.ToolResult.class::isInstance));
    }

    /** The state of this provider and model; anyone else's means nothing here. */
    private JsonNode state(Message message) {
        return message.parts().stream()
                .filter(Part.ProviderState.class::isInstance)
                .map(Part.ProviderState.class::cast)
                .filter(state -> state.provider().equals(call.provider()) && state.model().equals(call.model()))
                .map(Part.ProviderState::data)
                .reduce((earlier, later) -> later)
                .orElse(MissingNode.getInstance());
    }

    private static String texts(Message message, String between) {
        return message.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(between));
    }
}
