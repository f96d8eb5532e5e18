package dev.openllm.server.gateway;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.chat.ResponseObserver;
import dev.openllm.server.gateway.api.EventStream;
import dev.openllm.server.gateway.api.Exchange;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A chat whose response is streamed to a client. The HTTP status is sent to the client when the provider's status is
 * known, or after a time limit. After the status has been sent, the client receives data at least every few seconds,
 * and a failure is reported as an event of the stream. A lock ensures that the request thread and the timer never write
 * at the same time.
 */
final class StreamedChat implements ResponseObserver {

    private final Exchange.StreamedResponse response;
    private final EventStream out;
    private final StreamTimes times;
    private final StreamTimer timer;
    private final Consumer<ChatEvent> reporter;
    private final PatientObserver retryObserver;
    private final ReentrantLock writeLock = new ReentrantLock();
    private Optional<OpenLlmException> writeFailure = Optional.empty();
    private Future<?> nextPing;
    private boolean ended;

    /**
     * Creates a chat, and starts the time limit for sending the HTTP status.
     *
     * @param reporter a callback that receives each event before the event is written
     */
    StreamedChat(
            Exchange.StreamedResponse response,
            EventStream out,
            StreamTimes times,
            StreamTimer timer,
            Consumer<ChatEvent> reporter) {
        this.reporter = reporter;
        this.response = response;
        this.out = out;
        this.times = times;
        this.timer = timer;
        this.retryObserver = new PatientObserver(times.maxWait());
        this.nextPing = timer.schedule(times.maxWait(), this::ping);
    }

    /**
     * Sends the chat request and writes the events of the response.
     *
     * @throws OpenLlmException if the chat fails before the status has been sent
     */
    void run(Chats chats, ChatParams params) {
        try {
            ChatResult result = chats.chat(params, this::event, this);
            end(() -> response.end(result));
        } catch (OpenLlmException failed) {
            fail(writeFailure.orElse(failed));
        } catch (UncheckedIOException gone) {
            throw gone;
        } catch (RuntimeException bug) {
            fail(new OpenLlmException(
                    ErrorInfo.of(
                            ErrorKind.INTERNAL,
                            "Internal error in Open LLM Provider ("
                                    + bug.getClass().getSimpleName() + ")."),
                    bug));
        } finally {
            withLock(this::stopTimer);
        }
    }

    private void fail(OpenLlmException failure) {
        end(() -> {
            if (!out.hasBegun()) {
                throw failure;
            }
            response.fail(failure.info());
        });
    }

    private void end(Runnable finalWrite) {
        withLock(() -> {
            finalWrite.run();
            out.end();
            stopTimer();
        });
    }

    private void stopTimer() {
        ended = true;
        nextPing.cancel(false);
    }

    private void event(ChatEvent event) {
        reporter.accept(event);
        withLock(() -> response.event(event));
    }

    @Override
    public void onToolArguments(String callId, String name, String fragment) {
        withLock(() -> response.toolArguments(callId, name, fragment));
    }

    @Override
    public void onStart() {
        withLock(retryObserver::onStart);
    }

    @Override
    public void onAccepted() {
        withLock(() -> {
            if (!out.hasBegun()) {
                nextPing.cancel(false);
                nextPing = timer.schedule(times.acceptanceDelay(), this::ping);
            }
        });
    }

    /**
     * Returns whether to wait before a retry of the provider request. After the status has been sent, the client can no
     * longer retry the request, so this method always returns {@code true}.
     */
    @Override
    public boolean mayRetryAfter(Duration pause) {
        writeLock.lock();
        try {
            return out.hasBegun() || retryObserver.mayRetryAfter(pause);
        } finally {
            writeLock.unlock();
        }
    }

    /**
     * Sends a ping if no data has been sent to the client for too long. The timer runs this method on a separate
     * thread.
     */
    private void ping() {
        try {
            withLock(() -> {
                if (ended) {
                    return;
                }
                Duration silence = Duration.ofNanos(System.nanoTime() - out.lastWriteAt());
                boolean due = !out.hasBegun() || silence.compareTo(times.pingInterval()) >= 0;
                if (due) {
                    response.ping();
                }
                nextPing = timer.schedule(
                        due ? times.pingInterval() : times.pingInterval().minus(silence), this::ping);
            });
        } catch (UncheckedIOException gone) {
            // The client disconnected. The thread that reads from the connection detects this and cancels the request.
        }
    }

    private void withLock(Runnable action) {
        writeLock.lock();
        try {
            action.run();
        } catch (OpenLlmException failed) {
            writeFailure = Optional.of(failed);
            throw failed;
        } finally {
            writeLock.unlock();
        }
    }
}
