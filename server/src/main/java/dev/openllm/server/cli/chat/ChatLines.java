package dev.openllm.server.cli.chat;

import java.util.Optional;

/** The source of lines of an interactive chat. */
interface ChatLines extends AutoCloseable {

    /** The next message or command; empty at the end. */
    Optional<String> next(String prompt);

    /** The current width of the terminal; 0 if unknown. */
    int columns();

    @Override
    void close();
}
