package dev.openllm.server.chat.matrix;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.util.ArrayList;
import java.util.List;

/** What became of a conversation after the first answer. */
enum PlayedHistory {
    /** The tools have answered and the model is to go on. */
    IN_TOOL_LOOP,
    /** All was answered, and the person asks on, with a picture and a late system message. */
    COMPLETE,
    /** The consumer keeps neither reasoning nor provider state. */
    BARE,
    /** The person broke in before the tools had answered. */
    CALLS_UNANSWERED,
    /** The model called the same tools again, with the same ids. */
    SAME_CALLS_AGAIN,
    /** Each event of the answer became a message of its own. */
    IN_PIECES;

    static final String IMAGE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";

    static final List<Message> OPENING = List.of(Message.system("You look at things."), Message.user("Look at a."));

    List<Message> after(List<ChatEvent> answer) {
        List<Part> parts = new ArrayList<>();
        answer.forEach(event -> add(event, parts));
        Message assistant = new Message(Role.ASSISTANT, parts);
        Message results = results(parts);
        List<Message> messages = new ArrayList<>(OPENING);
        switch (this) {
            case IN_TOOL_LOOP -> messages.addAll(List.of(assistant, results));
            case COMPLETE ->
                messages.addAll(List.of(
                        assistant, results, Message.assistant("It is a. "), Message.system("Be brief."), next()));
            case BARE -> messages.addAll(List.of(bare(assistant), results, Message.assistant("It is a."), next()));
            case CALLS_UNANSWERED -> messages.addAll(List.of(assistant, Message.user("Stop.")));
            case SAME_CALLS_AGAIN -> messages.addAll(List.of(assistant, results, assistant, results));
            case IN_PIECES -> {
                parts.forEach(part -> messages.add(new Message(Role.ASSISTANT, List.of(part))));
                results.parts().forEach(part -> messages.add(new Message(Role.USER, List.of(part))));
            }
        }
        return messages;
    }

    private static void add(ChatEvent event, List<Part> parts) {
        switch (event) {
            case ChatEvent.Text(var text) -> parts.add(new Part.Text(text));
            case ChatEvent.Reasoning(var text) -> parts.add(new Part.Reasoning(text));
            case ChatEvent.ToolCall(var id, var name, var arguments) ->
                parts.add(new Part.ToolCall(id, name, arguments));
            case ChatEvent.ProviderState(var provider, var model, var data) ->
                parts.add(new Part.ProviderState(provider, model, data));
            case ChatEvent.Refusal refusal -> {}
            case ChatEvent.InvalidToolCall call -> {}
            case ChatEvent.Notice notice -> {}
        }
    }

    /** The first tool answers text, the second a picture. */
    private static Message results(List<Part> parts) {
        List<Part> results = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.ToolCall call) {
                Part content =
                        results.isEmpty() ? new Part.Text("content of a") : Part.Image.ofData("image/png", IMAGE);
                results.add(new Part.ToolResult(call.id(), List.of(content), false));
            }
        }
        return new Message(Role.USER, results);
    }

    private static Message bare(Message assistant) {
        return new Message(
                Role.ASSISTANT,
                assistant.parts().stream()
                        .filter(part -> !(part instanceof Part.ProviderState) && !(part instanceof Part.Reasoning))
                        .toList());
    }

    private static Message next() {
        return new Message(Role.USER, List.of(new Part.Text("And this?"), Part.Image.ofData("image/png", IMAGE)));
    }
}
