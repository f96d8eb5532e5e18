package dev.openllm.server.config.text;

import dev.openllm.protocol.text.UserText;
import java.io.Serial;

/** A file that cannot be used. The message is one sentence for the user, without the location. */
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

    /** The message with its template. */
    public UserText text() {
        return text;
    }

    /** From 1; 0 when the entire file is meant. */
    public int line() {
        return line;
    }

    /** From 1; 0 when the entire file is meant. */
    public int column() {
        return column;
    }
}
