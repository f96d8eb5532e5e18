package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Timing;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.retry.Cancelled;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Passes the events of one request to the caller and records whether any part of the response has reached the caller,
 * in which case the request must not be retried. An instance is used only by the request's thread.
 */
final class EventSink implements Consumer<ChatEvent> {

    private final Consumer<ChatEvent> sink;
    private final ResponseObserver observer;
    private final long startNanos = System.nanoTime();
    private boolean hasStarted;
    private OptionalLong firstTokenMs = OptionalLong.empty();

    EventSink(Consumer<ChatEvent> sink, ResponseObserver observer) {
        this.sink = sink;
        this.observer = observer;
    }

    /**
     * Passes an event of the response to the caller.
     *
     * @throws OpenLlmException of kind {@code cancelled} if the request has been canceled
     */
    @Override
    public void accept(ChatEvent event) {
        throwIfCanceled();
        switch (event) {
            case ChatEvent.Notice notice -> {}
            case ChatEvent.ProviderState state -> hasStarted = true;
            case ChatEvent.Text text -> recordToken();
            case ChatEvent.Reasoning reasoning -> recordToken();
            case ChatEvent.Refusal refusal -> recordToken();
            case ChatEvent.ToolCall call -> recordToken();
            case ChatEvent.InvalidToolCall call -> recordToken();
        }
        deliver(() -> sink.accept(event));
    }

    /** Passes a fragment of the arguments of an incomplete tool call to the observer. */
    void acceptToolArguments(String callId, String name, String fragment) {
        throwIfCanceled();
        recordToken();
        deliver(() -> observer.onToolArguments(callId, name, fragment));
    }

    /** Notifies the observer that the request no longer has to wait for other requests to the provider. */
    void reportStart() {
        deliver(observer::onStart);
    }

    /** Notifies the observer that the provider accepted the request. */
    void reportAccepted() {
        deliver(observer::onAccepted);
    }

    boolean mayRetryAfter(Duration pause) {
        return observer.mayRetryAfter(pause);
    }

    private static void throwIfCanceled() {
        if (Thread.currentThread().isInterrupted()) {
            throw new OpenLlmException(Cancelled.info());
        }
    }

    private static void deliver(Runnable delivery) {
        try {
            delivery.run();
        } catch (ResponseEnded enough) {
            throw enough;
        } catch (RuntimeException gone) {
            // The caller rather than the provider caused the failure, so the failure neither changes the provider's
            // status nor leads to a retry.
            throw new OpenLlmException(
                    ErrorInfo.of(ErrorKind.CANCELLED, UserText.of("The client no longer accepts the response.")), gone);
        }
    }

    void notice(ChatEvent.Notice.Topic topic, UserText message) {
        accept(new ChatEvent.Notice(topic, message));
    }

    /** Returns whether any part of a response has reached the caller. */
    boolean hasStarted() {
        return hasStarted;
    }

    Timing timing() {
        return new Timing(elapsedMs(), firstTokenMs);
    }

    private void recordToken() {
        hasStarted = true;
        if (firstTokenMs.isEmpty()) {
            firstTokenMs = OptionalLong.of(elapsedMs());
        }
    }

    private long elapsedMs() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
