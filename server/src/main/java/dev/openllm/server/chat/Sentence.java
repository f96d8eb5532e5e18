package dev.openllm.server.chat;

/** A provider's words as a complete sentence, so that another sentence can follow. */
public final class Sentence {

    private Sentence() {}

    public static String of(String words) {
        String stripped = words.strip();
        boolean ended = stripped.isEmpty() || ".!?…".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
        return ended ? stripped : stripped + ".";
    }
}
