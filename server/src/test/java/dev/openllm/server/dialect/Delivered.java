package dev.openllm.server.dialect;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.ResponsePump;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The result of reading a response: the events, and either the outcome or the error that ended the response. */
public record Delivered(List<ChatEvent> events, Optional<Outcome> outcome, Optional<ErrorInfo> error) {

    /** Reads a body with a dialect in the same way as the product. */
    public static Delivered read(Dialect dialect, ChatCall call, InputStream body) {
        List<ChatEvent> events = new ArrayList<>();
        try {
            Outcome outcome =
                    ResponsePump.pump(body, dialect.framing(), call.stream(), dialect.reader(call), events::add);
            return new Delivered(events, Optional.of(outcome), Optional.empty());
        } catch (OpenLlmException failure) {
            return new Delivered(events, Optional.empty(), Optional.of(failure.info()));
        } catch (IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    public static Delivered read(Dialect dialect, ChatCall call, byte[] body) {
        return read(dialect, call, new ByteArrayInputStream(body));
    }

    public String text() {
        return events.stream()
                .map(e -> e instanceof ChatEvent.Text t ? t.text() : "")
                .collect(Collectors.joining());
    }

    public String reasoning() {
        return events.stream()
                .map(e -> e instanceof ChatEvent.Reasoning r ? r.text() : "")
                .collect(Collectors.joining());
    }

    public String refusal() {
        return events.stream()
                .map(e -> e instanceof ChatEvent.Refusal r ? r.text() : "")
                .collect(Collectors.joining());
    }

    public List<ChatEvent.ToolCall> toolCalls() {
        return events.stream()
                .filter(ChatEvent.ToolCall.class::isInstance)
                .map(ChatEvent.ToolCall.class::cast)
                .toList();
    }
}
