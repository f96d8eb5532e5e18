package dev.openllm.server.cli.chat;

import java.util.Optional;

/** The source of the lines of an interactive chat. */
interface ChatLines extends AutoCloseable {

    /** Reads the next message or command; empty at the end of the input. */
    Optional<String> next(String prompt);

    /** Returns the current width of the terminal, or 0 if unknown. */
    int columns();

    @Override
    void close();
}
