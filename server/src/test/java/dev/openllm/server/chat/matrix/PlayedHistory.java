package dev.openllm.server.chat.matrix;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.ToolArguments;
import java.util.ArrayList;
import java.util.List;

/** A way in which a conversation can continue after the first response. */
enum PlayedHistory {
    /** The tool results are available, and the model is to continue. */
    IN_TOOL_LOOP,
    /** Every call has a result, and the user asks a further question, with an image and a late system message. */
    COMPLETE,
    /** The client stores neither the reasoning nor the provider state. */
    WITHOUT_REASONING,
    /** The user interrupted before the tool results were available. */
    CALLS_WITHOUT_RESULTS,
    /** The model called the same tools again, with the same IDs. */
    SAME_CALLS_AGAIN,
    /** Each event of the response became a separate message. */
    IN_CHUNKS,
    /** A tool call was cut off, so it has an empty name and an empty ID, which no provider accepts. */
    CUT_OFF_CALL,
    /** The client stores the reasoning but not the provider state that accompanied it. */
    REASONING_WITHOUT_STATE,
    /** The client asks the model to continue the last assistant message. */
    ENDS_WITH_ASSISTANT,
    /**
     * A history as coding agents send it: system messages in any position and consecutive messages of the same role.
     */
    UNORDERED_ROLES;

    static final String IMAGE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";

    static final List<Message> OPENING = List.of(Message.system("You look at things."), Message.user("Look at a."));

    List<Message> messagesAfter(List<ChatEvent> response) {
        List<Part> parts = new ArrayList<>();
        response.forEach(event -> add(event, parts));
        Message assistant = new Message(Role.ASSISTANT, parts);
        Message results = results(parts);
        List<Message> messages = new ArrayList<>(OPENING);
        switch (this) {
            case IN_TOOL_LOOP -> messages.addAll(List.of(assistant, results));
            case COMPLETE ->
                messages.addAll(List.of(
                        assistant,
                        results,
                        Message.assistant("It is a. "),
                        Message.system("Be brief."),
                        nextUserMessage()));
            case WITHOUT_REASONING ->
                messages.addAll(List.of(
                        withoutReasoning(assistant), results, Message.assistant("It is a."), nextUserMessage()));
            case CALLS_WITHOUT_RESULTS -> messages.addAll(List.of(assistant, Message.user("Stop.")));
            case SAME_CALLS_AGAIN -> messages.addAll(List.of(assistant, results, assistant, results));
            case IN_CHUNKS -> {
                parts.forEach(part -> messages.add(new Message(Role.ASSISTANT, List.of(part))));
                results.parts().forEach(part -> messages.add(new Message(Role.USER, List.of(part))));
            }
            case CUT_OFF_CALL -> {
                Part truncatedCall = new Part.ToolCall("", "", ToolArguments.repair("{\"command\": \"ls"));
                messages.add(new Message(Role.ASSISTANT, List.of(truncatedCall)));
                messages.add(new Message(
                        Role.USER, List.of(new Part.ToolResult("", List.of(new Part.Text("error")), true))));
                messages.add(Message.user("Go on."));
            }
            case REASONING_WITHOUT_STATE ->
                messages.addAll(
                        List.of(withoutState(assistant), results, Message.assistant("It is a."), nextUserMessage()));
            case ENDS_WITH_ASSISTANT -> messages.addAll(List.of(assistant, results, Message.assistant("Partial ans")));
            case UNORDERED_ROLES ->
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

    /** The first tool returns text, the second an image. */
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

    private static Message withoutReasoning(Message assistant) {
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

    private static Message nextUserMessage() {
        return new Message(Role.USER, List.of(new Part.Text("And this?"), Part.Image.ofData("image/png", IMAGE)));
    }
}
