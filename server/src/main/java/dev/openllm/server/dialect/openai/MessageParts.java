package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.dialect.ChatCall;
import java.util.List;
import java.util.stream.Collectors;

/** A message whose parts can be selected by type. */
public record MessageParts(Message message) {

    /** Joins all non-empty text parts. @param separator the separator */
    public String text(String separator) {
        return of(Part.Text.class).stream()
                .map(Part.Text::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(separator));
    }

    /** Returns all parts of a type, in order. */
    public <P extends Part> List<P> of(Class<P> kind) {
        return message.parts().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns the content of a user message, except tool results and empty text. */
    public List<Part> withoutToolResults() {
        return message.parts().stream()
                .filter(part -> !(part instanceof Part.ToolResult))
                .filter(part -> !(part instanceof Part.Text text && text.text().isEmpty()))
                .toList();
    }

    /**
     * Returns the provider state that was stored for the requested provider and model, or a missing node. State of
     * other providers and models cannot be used.
     */
    public JsonNode state(ChatCall call) {
        return of(Part.ProviderState.class).stream()
                .filter(state -> state.provider().equals(call.provider())
                        && state.model().equals(call.model()))
                .map(Part.ProviderState::data)
                .reduce((earlier, later) -> later)
                .orElse(MissingNode.getInstance());
    }
}
