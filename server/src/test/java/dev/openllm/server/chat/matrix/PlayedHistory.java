package dev.openllm.server.chat.matrix;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.ToolArguments;
import java.util.ArrayList;
import java.util.List;

/** What became of a conversation after the first answer. */
enum PlayedHistory {
    /** The tools have answered and the model is to continue. */
    IN_TOOL_LOOP,
    /** All was answered, and the user asks on, with an image and a late system message. */
    COMPLETE,
    /** The consumer keeps neither reasoning nor provider state. */
    BARE,
    /** The user broke in before the tools had answered. */
    CALLS_UNANSWERED,
    /** The model called the same tools again, with the same ids. */
    SAME_CALLS_AGAIN,
    /** Each event of the answer became a message of its own. */
    IN_PIECES,
    /** A call was cut off, without a name that anyone would take and with an id that is none. */
    CUT_OFF_CALL,
    /** The client keeps the reasoning, but not the state it came with. */
    REASONING_ALONE,
    /** The client wants the last text continued. */
    ENDS_WITH_ASSISTANT,
    /** As coding agents send it: system messages anywhere, several messages of one role in a row. */
    ROLES_IN_DISORDER;

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
            case CUT_OFF_CALL -> {
                Part cut = new Part.ToolCall("", "", ToolArguments.repaired("{\"command\": \"ls"));
                messages.add(new Message(Role.ASSISTANT, List.of(cut)));
                messages.add(new Message(
                        Role.USER, List.of(new Part.ToolResult("", List.of(new Part.Text("error")), true))));
                messages.add(Message.user("Go on."));
            }
            case REASONING_ALONE ->
                messages.addAll(List.of(withoutState(assistant), results, Message.assistant("It is a."), next()));
            case ENDS_WITH_ASSISTANT -> messages.addAll(List.of(assistant, results, Message.assistant("Partial ans")));
            case ROLES_IN_DISORDER ->
                messages.addAll(List.of(
                        Message.system("Be brief."),
                        Message.user("Really."),
                        assistant,
                        Message.system("The tools run."),
                        results,
                        Message.user("One."),
                        Message.system("Be polite."),
                        Message.user("Two.")));
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

    /** The first tool answers text, the second an image. */
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

    private static Message withoutState(Message assistant) {
        return new Message(
                Role.ASSISTANT,
                assistant.parts().stream()
                        .filter(part -> !(part instanceof Part.ProviderState))
                        .toList());
    }

    private static Message next() {
        return new Message(Role.USER, List.of(new Part.Text("And this?"), Part.Image.ofData("image/png", IMAGE)));
    }
}
