package dev.openllm.server.chat;

import java.time.Duration;

/**
 * Observes the state of a request and decides whether to wait before a retry. The methods are called on the request's
 * thread.
 */
public interface ResponseObserver {

    /** An observer that ignores all notifications and permits any wait. */
    ResponseObserver NONE = new ResponseObserver() {};

    /**
     * Called when the request no longer has to wait for other requests to the provider. This method is called once for
     * each model that is tried.
     */
    default void onStart() {}

    /**
     * Called when the provider has accepted the request. The response has begun, but it might not contain any content
     * yet.
     */
    default void onAccepted() {}

    /**
     * Called when a fragment of a tool call's arguments arrives. After all fragments, an event with the complete call
     * follows.
     */
    default void onToolArguments(String callId, String name, String fragment) {}

    /**
     * Returns whether to wait for the specified time before a retry. If this method returns false, the request fails
     * immediately with the provider's error.
     */
    default boolean mayRetryAfter(Duration pause) {
        return true;
    }
}
