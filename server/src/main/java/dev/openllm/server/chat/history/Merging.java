package dev.openllm.server.chat.history;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Merges two messages that have the same role. */
final class Merging {

    private Merging() {}

    /**
     * Merges the parts of both messages. If the first assistant message ends with text and the second one begins with
     * text, or if both adjacent parts are reasoning, a blank line separates the two parts so their words do not run
     * together.
     */
    static Message merge(Message first, Message second) {
        List<Part> parts = new ArrayList<>(first.parts());
        List<Part> more = new ArrayList<>(second.parts());
        if (first.role() == Role.ASSISTANT) {
            join(parts.getLast(), more.getFirst()).ifPresent(merged -> {
                parts.set(parts.size() - 1, merged);
                more.removeFirst();
            });
        }
        parts.addAll(more);
        return new Message(first.role(), parts);
    }

    private static Optional<Part> join(Part before, Part after) {
        if (before instanceof Part.Text(var text) && after instanceof Part.Text(var more)) {
            return Optional.of(new Part.Text(text + "\n\n" + more));
        }
        if (before instanceof Part.Reasoning(var reasoning) && after instanceof Part.Reasoning(var more)) {
            return Optional.of(new Part.Reasoning(reasoning + "\n\n" + more));
        }
        return Optional.empty();
    }
}
