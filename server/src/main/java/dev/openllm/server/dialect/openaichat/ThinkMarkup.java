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

    private final Consumer<String> textSink;
    private final Consumer<String> reasoningSink;
    private final StringBuilder held = new StringBuilder();
    private Place place = Place.START;

    ThinkMarkup(Consumer<String> textSink, Consumer<String> reasoningSink) {
        this.textSink = textSink;
        this.reasoningSink = reasoningSink;
    }

    void add(String chunk) {
        if (place == Place.ANSWER) {
            textSink.accept(chunk);
            return;
        }
        held.append(chunk);
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
            emit(textSink);
        }
    }

    private void findEnd() {
        int end = held.indexOf(CLOSE);
        if (end < 0) {
            int safeLength = held.length() - partialCloseLength();
            String text = held.substring(0, safeLength);
            held.delete(0, safeLength);
            if (!text.isEmpty()) {
                reasoningSink.accept(text);
            }
            return;
        }
        String text = held.substring(0, end);
        held.delete(0, end + CLOSE.length());
        if (!text.isEmpty()) {
            reasoningSink.accept(text);
        }
        place = Place.BLANK_BEFORE_ANSWER;
    }

    /** Returns the number of characters at the end of the text that could be the beginning of the closing tag. */
    private int partialCloseLength() {
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
            textSink.accept(stripped);
        }
    }

    /** Emits the text that was held back. */
    void end() {
        emit(place == Place.REASONING ? reasoningSink : textSink);
        place = Place.ANSWER;
    }

    private void emit(Consumer<String> sink) {
        if (!held.isEmpty()) {
            sink.accept(held.toString());
            held.setLength(0);
        }
    }
}
