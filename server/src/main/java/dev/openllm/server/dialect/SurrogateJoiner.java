package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.ChatEvent;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Joins surrogate pairs that are split between two chunks of a response. Some gateways split a stream between UTF-16
 * code units, so the two surrogates of an emoji can be in separate chunks. An unpaired surrogate cannot be encoded as
 * UTF-8, so surrogates that remain unpaired are replaced.
 */
public final class SurrogateJoiner implements Consumer<ChatEvent> {

    private final Consumer<ChatEvent> sink;
    private String held = "";
    private Class<?> heldKind = ChatEvent.Text.class;

    public SurrogateJoiner(Consumer<ChatEvent> sink) {
        this.sink = sink;
    }

    @Override
    public void accept(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text(var text) -> emit(ChatEvent.Text.class, text, ChatEvent.Text::new);
            case ChatEvent.Reasoning(var text) -> emit(ChatEvent.Reasoning.class, text, ChatEvent.Reasoning::new);
            case ChatEvent.Refusal(var text) -> emit(ChatEvent.Refusal.class, text, ChatEvent.Refusal::new);
            case ChatEvent.ToolCall(var id, var name, var arguments) ->
                sink.accept(new ChatEvent.ToolCall(id, name, WellFormedText.repaired(arguments)));
            case ChatEvent.InvalidToolCall call -> sink.accept(call);
            case ChatEvent.ProviderState state -> sink.accept(state);
            case ChatEvent.Notice notice -> sink.accept(notice);
        }
    }

    /**
     * Emits the complete characters and holds back a high surrogate at the end. A high surrogate that was held back is
     * discarded if text of another kind follows, such as response text after reasoning, because the low surrogate can
     * no longer be received.
     */
    private void emit(Class<?> kind, String text, Function<String, ChatEvent> event) {
        String joined = kind == heldKind ? held + text : text;
        int end = joined.length();
        boolean endsInSurrogate = end > 0 && Character.isHighSurrogate(joined.charAt(end - 1));
        held = endsInSurrogate ? joined.substring(end - 1) : "";
        heldKind = kind;
        String ready = WellFormedText.repaired(endsInSurrogate ? joined.substring(0, end - 1) : joined);
        if (!ready.isEmpty()) {
            sink.accept(event.apply(ready));
        }
    }
}
