package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent.Notice.Topic;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.dialect.FailureKinds;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits before a request is repeated because a server is still loading the model. Loading a large model can take
 * minutes, during which llama.cpp responds with status 503 and the message "Loading model". The maximum total wait
 * equals the time limit for the first byte of a response. Requests that are repeated for this reason do not count as
 * retries.
 */
public final class LoadingWait {

    /**
     * The interval between requests while a model is being loaded. Loading takes at least several seconds, and
     * additional requests to a local server cost nothing.
     */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration NOTICE_INTERVAL = Duration.ofSeconds(10);

    private final Duration maxWait;
    private final Sleeper sleeper;
    private final EventSink eventSink;
    private Duration waited = Duration.ZERO;
    private Duration lastNotice = Duration.ZERO;

    LoadingWait(Duration maxWait, Sleeper sleeper, EventSink eventSink) {
        this.maxWait = maxWait;
        this.sleeper = sleeper;
        this.eventSink = eventSink;
    }

    /** Creates an instance that sends no notices to the caller while it waits. */
    public static LoadingWait withoutNotices(Duration maxWait, Sleeper sleeper) {
        return new LoadingWait(maxWait, sleeper, new EventSink(event -> {}, ResponseObserver.NONE));
    }

    /**
     * Waits briefly if the model is being loaded and the maximum wait has not been reached.
     *
     * @param shouldRetry the value of the provider's {@code X-Should-Retry} header, if any
     * @return whether to send the request again
     */
    public boolean waited(ErrorInfo failure, Optional<Boolean> shouldRetry) {
        boolean shouldWait = FailureKinds.isLoading(failure) && shouldRetry.orElse(true) && !eventSink.hasStarted();
        if (!shouldWait || waited.plus(PAUSE).compareTo(maxWait) > 0) {
            return false;
        }
        if (waited.isZero()) {
            eventSink.notice(
                    Topic.RETRY,
                    UserText.of("The provider is loading the model. Waiting up to {0} s for it.", maxWait.toSeconds()));
        } else if (waited.minus(lastNotice).compareTo(NOTICE_INTERVAL) >= 0) {
            eventSink.notice(
                    Topic.RETRY,
                    UserText.of("The provider is still loading the model ({0} s so far).", waited.toSeconds()));
            lastNotice = waited;
        }
        sleeper.pause(PAUSE);
        waited = waited.plus(PAUSE);
        return true;
    }
}
