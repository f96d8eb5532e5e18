package dev.openllm.server.chat;

import java.time.Duration;

/**
 * What a caller may follow of a response in addition to its events, and decide while it waits. The methods are called on
 * the thread of the request.
 */
public interface ResponseObserver {

    /** Follows nothing, and waits as long as it takes. */
    ResponseObserver NONE = new ResponseObserver() {};

    /** The request waits for no other of its provider any more. Called before each model that is asked. */
    default void begins() {}

    /** The provider accepted the request: its response has begun, though nothing of it may have arrived. */
    default void accepted() {}

    /** Arguments of a tool call as they grow. The call follows as an event, with all of them. */
    default void toolArguments(String callId, String name, String fragment) {}

    /** Whether to wait that long before another try; otherwise the request fails at once with the provider's error. */
    default boolean waits(Duration pause) {
        return true;
    }
}
