package dev.openllm.server.chat;

/** Providers' words as a sentence that another can follow. */
final class Sentence {

    private Sentence() {}

    static String of(String words) {
        String stripped = words.strip();
        boolean ended = stripped.isEmpty() || ".!?…".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
        return ended ? stripped : stripped + ".";
    }
}
