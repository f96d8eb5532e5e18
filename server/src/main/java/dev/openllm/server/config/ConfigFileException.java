package dev.openllm.server.config;

import java.io.Serial;

/** A file that cannot be used as it stands. The message is one sentence for a person, without the place. */
final class ConfigFileException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    ConfigFileException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** From 1; 0 when the whole file is meant. */
    int line() {
        return line;
    }

    /** From 1; 0 when the whole file is meant. */
    int column() {
        return column;
    }
}
