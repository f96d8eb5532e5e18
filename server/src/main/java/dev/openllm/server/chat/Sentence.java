package dev.openllm.server.chat;

import dev.openllm.protocol.text.UserText;

/**
 * Converts a provider's message to a complete sentence by adding a missing period, so another sentence can be appended.
 */
public final class Sentence {

    private Sentence() {}

    /**
     * Adds a missing period to a message in the same way as {@link #of(String)}. A message that was created by this
     * product retains its template.
     */
    public static UserText of(UserText text) {
        if (text.template().isEmpty()) {
            return UserText.verbatim(of(text.english()));
        }
        return of(text.english()).equals(text.english()) ? text : UserText.of("{0}.", text);
    }

    public static String of(String text) {
        String stripped = text.strip();
        boolean ended = stripped.isEmpty() || ".!?…".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
        return ended ? stripped : stripped + ".";
    }
}
