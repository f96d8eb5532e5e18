package dev.openllm.server.config.text;

import dev.openllm.protocol.text.UserText;
import java.io.Serial;

/**
 * Thrown if a configuration file cannot be used. The message is one sentence for the user and does not include the
 * location of the problem in the file.
 */
public final class ConfigFileException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient UserText text;
    private final int line;
    private final int column;

    public ConfigFileException(UserText text, int line, int column) {
        super(text.english());
        this.text = text;
        this.line = line;
        this.column = column;
    }

    /** Returns the message together with its template. */
    public UserText text() {
        return text;
    }

    /** Returns the line number, starting at 1, or 0 if the problem affects the entire file. */
    public int line() {
        return line;
    }

    /** Returns the column number, starting at 1, or 0 if the problem affects the entire file. */
    public int column() {
        return column;
    }
}
