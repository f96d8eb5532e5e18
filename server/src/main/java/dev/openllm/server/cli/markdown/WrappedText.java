package dev.openllm.server.cli.markdown;

import java.util.function.IntSupplier;

/**
 * Writes text and wraps it between words at the width of the terminal. A word is written only when it is complete, so
 * that text that has been written never needs to be updated.
 */
final class WrappedText {

    private final Appendable out;
    private final IntSupplier columns;
    private final StringBuilder word = new StringBuilder();
    private int wordWidth;
    private int pendingSpaces;
    private int column;
    private String hangingIndent = "";

    /** @param columns the supplier of the width of the terminal, which is 0 if lines must not be wrapped */
    WrappedText(Appendable out, IntSupplier columns) {
        this.out = out;
        this.columns = columns;
    }

    /** Sets the prefix that is written at the start of wrapped lines. */
    void setHangingIndent(String prefix) {
        hangingIndent = prefix;
    }

    void add(int codePoint) {
        int width = TextWidth.of(codePoint);
        if (codePoint == ' ' || codePoint == '\t') {
            endWord();
            pendingSpaces += codePoint == '\t' ? 4 : 1;
        } else if (width == 2) { // lines can be wrapped before and after wide characters, such as ideographs
            endWord();
            word.appendCodePoint(codePoint);
            wordWidth = 2;
            endWord();
        } else {
            word.appendCodePoint(codePoint);
            wordWidth += width;
        }
    }

    void add(String text) {
        text.codePoints().forEach(this::add);
    }

    /** Adds an escape sequence, which does not count toward the width. */
    void style(String sequence) {
        word.append(sequence);
    }

    /** Immediately writes text without wrapping it, such as a prefix or a line of code. */
    void verbatim(String text) {
        endWord();
        writeSpaces();
        write(text);
        column += TextWidth.of(text.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    void newLine() {
        endWord();
        pendingSpaces = 0;
        write("\n");
        column = 0;
        hangingIndent = "";
    }

    /**
     * Resets the position to the start of a line. The caller must call this method after another writer has begun a new
     * line.
     */
    void lineEnded() {
        column = 0;
        pendingSpaces = 0;
        hangingIndent = "";
    }

    /** Returns whether the current line contains text. */
    boolean isOpen() {
        return column > 0 || wordWidth > 0;
    }

    void endWord() {
        int maxColumns = columns.getAsInt();
        if (wordWidth > 0) {
            boolean fits = maxColumns <= 0 || column + pendingSpaces + wordWidth <= maxColumns;
            if (fits || column <= TextWidth.of(hangingIndent)) {
                writeSpaces();
            } else {
                write("\n" + hangingIndent);
                column = TextWidth.of(hangingIndent);
                pendingSpaces = 0;
            }
            column += wordWidth;
            if (maxColumns > 0 && column > maxColumns) {
                column = (column - 1) % maxColumns + 1; // the terminal itself has wrapped a long word
            }
        }
        write(word.toString());
        word.setLength(0);
        wordWidth = 0;
    }

    private void writeSpaces() {
        write(" ".repeat(pendingSpaces));
        column += pendingSpaces;
        pendingSpaces = 0;
    }

    private void write(String text) {
        try {
            out.append(text);
        } catch (java.io.IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }
}
