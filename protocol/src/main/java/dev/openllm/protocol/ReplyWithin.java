package dev.openllm.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Specifies how long the server waits for the client's reply to a request. For a request without this annotation, the
 * server waits until the caller cancels. The server and the published protocol use the same time limits.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ReplyWithin {

    /**
     * The time limit, in seconds, for a reply that does not depend on the user. The limit is long enough for a client
     * that is starting or busy.
     */
    int LOOKUP = 30;

    /** The time limit, in seconds, for the reply to a question that the user must read and answer. */
    int QUESTION = 300;

    /**
     * The time limit, in seconds, for the reply to a question about an extension's access to models. The question
     * remains in the status bar until the user answers it.
     */
    int CONSENT = 43_200;

    /** The time limit, in seconds, for a reply that can require the user to sign in. */
    int SIGN_IN = 120;

    /** Returns the time limit, in seconds. */
    int seconds();
}
