package dev.openllm.server.config.text;

import java.io.Serial;

/** A file that cannot be used as it stands. The message is one sentence for a person, without the place. */
public final class ConfigFileException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    public ConfigFileException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** From 1; 0 when the whole file is meant. */
    public int line() {
        return line;
    }

    /** From 1; 0 when the whole file is meant. */
    public int column() {
        return column;
    }
}
