package dev.openllm.server.chat.history;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves images and files from tool results to separate messages, for providers that accept only text in tool results.
 */
final class ResultAttachments {

    private static final Part SEE_BELOW = new Part.Text("(The result follows in the next message.)");
    private static final Part FROM_TOOL = new Part.Text("This is the result of the tool:");

    private ResultAttachments() {}

    /**
     * After each message that contains tool results with attachments, adds a user message that contains these
     * attachments.
     */
    static List<Message> moveOut(List<Message> conversation) {
        if (conversation.stream().noneMatch(ResultAttachments::hasAttachments)) {
            return conversation;
        }
        List<Message> moved = new ArrayList<>();
        for (Message message : conversation) {
            List<Part> attachments = new ArrayList<>();
            List<Part> parts = message.parts().stream()
                    .map(part -> extractAttachments(part, attachments))
                    .toList();
            moved.add(new Message(message.role(), parts));
            if (!attachments.isEmpty()) {
                attachments.addFirst(FROM_TOOL);
                moved.add(new Message(Role.USER, attachments));
            }
        }
        return moved;
    }

    private static boolean hasAttachments(Message message) {
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result
                    && result.content().stream().anyMatch(ResultAttachments::isAttachment)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAttachment(Part inner) {
        return inner instanceof Part.Image || inner instanceof Part.File;
    }

    private static Part extractAttachments(Part part, List<Part> attachments) {
        if (!(part instanceof Part.ToolResult(var id, var content, var isError))) {
            return part;
        }
        List<Part> found =
                content.stream().filter(ResultAttachments::isAttachment).toList();
        if (found.isEmpty()) {
            return part;
        }
        attachments.addAll(found);
        List<Part> rest = new ArrayList<>(content);
        rest.removeAll(found);
        return new Part.ToolResult(id, rest.isEmpty() ? List.of(SEE_BELOW) : rest, isError);
    }
}
