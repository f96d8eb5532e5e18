package dev.openllm.server.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.dialect.ChatCall;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of one message, sorted by what they are. */
public record MessageParts(Message message) {

    /** All texts that say something, as one. */
    public String text(String between) {
        return of(Part.Text.class).stream()
                .map(Part.Text::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(between));
    }

    /** All parts of a kind, in order. */
    public <P extends Part> List<P> of(Class<P> kind) {
        return message.parts().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What a user says beside the results of tools. */
    public List<Part> beyondToolResults() {
        return message.parts().stream()
                .filter(part -> !(part instanceof Part.ToolResult))
                .filter(part -> !(part instanceof Part.Text text && text.text().isEmpty()))
                .toList();
    }

    /** The state of the asked provider and model, or a missing node; anyone else's means nothing here. */
    public JsonNode state(ChatCall call) {
        return of(Part.ProviderState.class).stream()
                .filter(state -> state.provider().equals(call.provider())
                        && state.model().equals(call.model()))
                .map(Part.ProviderState::data)
                .reduce((earlier, later) -> later)
                .orElse(MissingNode.getInstance());
    }
}
