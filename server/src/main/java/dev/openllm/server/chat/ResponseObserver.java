package dev.openllm.server.chat;

import java.time.Duration;

/** Observes a response in addition to its events, and decides whether to wait. Called on the thread of the request. */
public interface ResponseObserver {

    /** Observes nothing and waits without limit. */
    ResponseObserver NONE = new ResponseObserver() {};

    /** The request no longer waits for another one of its provider. Called before each model that is tried. */
    default void begins() {}

    /** The provider accepted the request: its response has begun, although no part of it may have arrived. */
    default void accepted() {}

    /** Arguments of a tool call as they arrive. The event with the complete call follows. */
    default void toolArguments(String callId, String name, String fragment) {}

    /** Whether to wait that long before a retry; otherwise the request fails at once with the provider's error. */
    default boolean waits(Duration pause) {
        return true;
    }
}
