package dev.openllm.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long the server waits for a client's reply. Without this annotation, the server waits until the caller cancels.
 * The published contract and the server use the same constants.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ReplyWithin {

    /**
     * The time limit, in seconds, for a reply that does not depend on the user. Long enough for a client that is
     * starting or busy.
     */
    int LOOKUP = 30;

    /** The time limit, in seconds, for a question that the user reads and answers. */
    int QUESTION = 300;

    /**
     * The time limit, in seconds, for a question about an extension, which remains in the status bar until the user
     * answers it.
     */
    int CONSENT = 43_200;

    /** The time limit, in seconds, for a reply that may require the user to sign in. */
    int SIGN_IN = 120;

    /** The time limit in seconds. */
    int seconds();
}
