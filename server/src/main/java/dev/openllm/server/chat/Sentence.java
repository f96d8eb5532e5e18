package dev.openllm.server.chat;

import dev.openllm.protocol.text.UserText;

/** Converts a provider's message to a complete sentence, so that another sentence can be appended. */
public final class Sentence {

    private Sentence() {}

    /**
     * Converts a message in the same way as {@link #of(String)}. If the message was created by this product, it retains
     * its template.
     */
    public static UserText of(UserText text) {
        if (text.template().isEmpty()) {
            return UserText.verbatim(of(text.english()));
        }
        return of(text.english()).equals(text.english()) ? text : UserText.of("{0}.", text);
    }

    public static String of(String words) {
        String stripped = words.strip();
        boolean ended = stripped.isEmpty() || ".!?…".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
        return ended ? stripped : stripped + ".";
    }
}
