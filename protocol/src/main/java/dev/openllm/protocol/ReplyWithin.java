package dev.openllm.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long the server waits for a client's reply. Without this annotation it waits until the caller cancels. The
 * published contract and the server use the same constants.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ReplyWithin {

    /** Seconds for a reply that needs no user; long enough for a client that is starting or busy. */
    int LOOKUP = 30;

    /** Seconds for a question that the user reads and answers. */
    int QUESTION = 300;

    /** Seconds for a question about an extension, which stays in the status bar until the user answers it. */
    int CONSENT = 43_200;

    /** Seconds for a user who may have to sign in. */
    int SIGN_IN = 120;

    /** The limit in seconds. */
    int seconds();
}
