package dev.openllm.server.gateway;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Timing;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.chat.ResponseObserver;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A chat implementation that sends scripted events and records the requests. */
public final class ScriptedChats implements Chats {

    static final Usage USAGE = new Usage(
            OptionalLong.of(10), OptionalLong.of(5), OptionalLong.of(4), OptionalLong.of(1), OptionalLong.of(2));

    public volatile List<ChatEvent> events = List.of(new ChatEvent.Text("Hel"), new ChatEvent.Text("lo"));
    public volatile FinishReason finishReason = FinishReason.STOP;
    public volatile Optional<ErrorInfo> failure = Optional.empty();
    public volatile boolean hangs;
    public volatile ChatParams lastRequest;
    public final CompletableFuture<Void> hangStarted = new CompletableFuture<>();
    public final CompletableFuture<Void> interrupted = new CompletableFuture<>();

    /** The callback to run before the events are sent. */
    public volatile Consumer<ResponseObserver> beforeEvents = observer -> {};

    public volatile CountTokensParams lastCountRequest;

    @Override
    public ChatResult chat(ChatParams params, Consumer<ChatEvent> sink) {
        return chat(params, sink, ResponseObserver.NONE);
    }

    @Override
    public ChatResult chat(ChatParams params, Consumer<ChatEvent> sink, ResponseObserver observer) {
        lastRequest = params;
        beforeEvents.accept(observer);
        events.forEach(sink);
        failure.ifPresent(error -> {
            throw new OpenLlmException(error);
        });
        if (hangs) {
            hang();
        }
        return new ChatResult(
                "test/model",
                finishReason,
                "raw",
                USAGE,
                new Timing(1, OptionalLong.empty()),
                Optional.empty(),
                OptionalDouble.empty());
    }

    private void hang() {
        hangStarted.complete(null);
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
            interrupted.complete(null);
        }
    }

    @Override
    public CountTokensResult countTokens(CountTokensParams params) {
        lastCountRequest = params;
        return new CountTokensResult(
                params.messages().stream().map(message -> 3).toList(), false);
    }
}
