package dev.openllm.server.chat;

import dev.openllm.protocol.chat.ChatEvent.Notice.Topic;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.dialect.FailureKinds;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for a server that is loading the model: large ones take minutes, during which llama.cpp responds with 503
 * "Loading model". The wait lasts as long as a response may take to begin and does not count as a retry.
 */
public final class LoadingWait {

    /** Loading takes at least seconds, and a request costs a local server nothing. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration BETWEEN_NOTICES = Duration.ofSeconds(10);

    private final Duration longest;
    private final Sleeper sleeper;
    private final EventSink eventSink;
    private Duration waited = Duration.ZERO;
    private Duration noticed = Duration.ZERO;

    LoadingWait(Duration longest, Sleeper sleeper, EventSink eventSink) {
        this.longest = longest;
        this.sleeper = sleeper;
        this.eventSink = eventSink;
    }

    /** For a request whose caller is not notified of the wait. */
    public static LoadingWait unnoticed(Duration longest, Sleeper sleeper) {
        return new LoadingWait(longest, sleeper, new EventSink(event -> {}, ResponseObserver.NONE));
    }

    /**
     * Waits briefly if the model is being loaded and there is time left.
     *
     * @param shouldRetry the value of the provider's own header
     * @return whether to send the request again
     */
    public boolean waited(ErrorInfo failure, Optional<Boolean> shouldRetry) {
        boolean worthIt = FailureKinds.isLoading(failure) && shouldRetry.orElse(true) && !eventSink.begun();
        if (!worthIt || waited.plus(PAUSE).compareTo(longest) > 0) {
            return false;
        }
        if (waited.isZero()) {
            eventSink.notice(
                    Topic.RETRY,
                    UserText.of("The server is loading the model. Waiting up to {0} s for it.", longest.toSeconds()));
        } else if (waited.minus(noticed).compareTo(BETWEEN_NOTICES) >= 0) {
            eventSink.notice(
                    Topic.RETRY,
                    UserText.of("The server is still loading the model ({0} s so far).", waited.toSeconds()));
            noticed = waited;
        }
        sleeper.pause(PAUSE);
        waited = waited.plus(PAUSE);
        return true;
    }
}
