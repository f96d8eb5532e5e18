package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.Outcome;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Warns about a tool call that might have been truncated before its first argument. Because many tools have no
 * arguments, missing arguments are treated as an empty object. Therefore, if a response reaches its output limit just
 * before the arguments, the truncated call cannot be distinguished from a call without arguments.
 */
final class TruncatedToolCallCheck implements Consumer<ChatEvent> {

    private final Consumer<ChatEvent> sink;
    private Optional<String> callWithoutArguments = Optional.empty();

    TruncatedToolCallCheck(Consumer<ChatEvent> sink) {
        this.sink = sink;
    }

    @Override
    public void accept(ChatEvent event) {
        callWithoutArguments =
                event instanceof ChatEvent.ToolCall(var id, var name, var arguments) && arguments.isEmpty()
                        ? Optional.of(name)
                        : Optional.empty();
        sink.accept(event);
    }

    Outcome check(Outcome outcome) {
        if (outcome.finishReason() == FinishReason.LENGTH) {
            callWithoutArguments.ifPresent(name -> sink.accept(new ChatEvent.Notice(
                    ChatEvent.Notice.Topic.WARNING,
                    UserText.of(
                            "The response reached the output limit immediately after the call to {0}. Arguments "
                                    + "may be missing.",
                            name))));
        }
        return outcome;
    }
}
