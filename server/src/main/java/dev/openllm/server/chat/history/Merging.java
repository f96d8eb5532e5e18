package dev.openllm.server.chat.history;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.util.ArrayList;
import java.util.List;

/** Makes two messages of one role into one. */
final class Merging {

    private Merging() {}

    /** Texts of the assistant that meet become one with a blank line between, so that no words run together. */
    static Message merge(Message first, Message second) {
        List<Part> parts = new ArrayList<>(first.parts());
        List<Part> more = new ArrayList<>(second.parts());
        boolean textsMeet = first.role() == Role.ASSISTANT
                && parts.getLast() instanceof Part.Text
                && more.getFirst() instanceof Part.Text;
        if (textsMeet) {
            String before = ((Part.Text) parts.removeLast()).text();
            String after = ((Part.Text) more.removeFirst()).text();
            parts.add(new Part.Text(before + "\n\n" + after));
        }
        parts.addAll(more);
        return new Message(first.role(), parts);
    }
}
