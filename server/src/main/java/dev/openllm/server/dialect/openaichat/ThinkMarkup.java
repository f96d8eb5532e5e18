package dev.openllm.server.dialect.openaichat;

import java.util.function.Consumer;

/**
 * Separates response text from reasoning that the model writes at the very start of the text, between {@code <think>}
 * and {@code </think>}. The separation is applied only to models that are known to write such tags. In responses of
 * other models, the tags are part of the text.
 */
final class ThinkMarkup {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private enum Place {
        START,
        REASONING,
        BLANK_BEFORE_ANSWER,
        ANSWER
    }

    private final Consumer<String> text;
    private final Consumer<String> reasoning;
    private final StringBuilder held = new StringBuilder();
    private Place place = Place.START;

    ThinkMarkup(Consumer<String> text, Consumer<String> reasoning) {
        this.text = text;
        this.reasoning = reasoning;
    }

    void add(String piece) {
        if (place == Place.ANSWER) {
            text.accept(piece);
            return;
        }
        held.append(piece);
        if (place == Place.START) {
            findStart();
        }
        if (place == Place.REASONING) {
            findEnd();
        }
        if (place == Place.BLANK_BEFORE_ANSWER) {
            skipBlank();
        }
    }

    private void findStart() {
        String stripped = held.toString().stripLeading();
        if (stripped.startsWith(OPEN)) {
            held.setLength(0);
            held.append(stripped.substring(OPEN.length()));
            place = Place.REASONING;
        } else if (!OPEN.startsWith(stripped)) {
            place = Place.ANSWER;
            emit(text);
        }
    }

    private void findEnd() {
        int end = held.indexOf(CLOSE);
        if (end < 0) {
            int sure = held.length() - heldBackForClose();
            String words = held.substring(0, sure);
            held.delete(0, sure);
            if (!words.isEmpty()) {
                reasoning.accept(words);
            }
            return;
        }
        String words = held.substring(0, end);
        held.delete(0, end + CLOSE.length());
        if (!words.isEmpty()) {
            reasoning.accept(words);
        }
        place = Place.BLANK_BEFORE_ANSWER;
    }

    /** Returns the number of characters at the end of the text that could be the beginning of the closing tag. */
    private int heldBackForClose() {
        for (int length = Math.min(CLOSE.length() - 1, held.length()); length > 0; length--) {
            if (CLOSE.startsWith(held.substring(held.length() - length))) {
                return length;
            }
        }
        return 0;
    }

    private void skipBlank() {
        String stripped = held.toString().stripLeading();
        held.setLength(0);
        if (!stripped.isEmpty()) {
            place = Place.ANSWER;
            text.accept(stripped);
        }
    }

    /** Emits the text that was held back. */
    void end() {
        emit(place == Place.REASONING ? reasoning : text);
        place = Place.ANSWER;
    }

    private void emit(Consumer<String> to) {
        if (!held.isEmpty()) {
            to.accept(held.toString());
            held.setLength(0);
        }
    }
}
