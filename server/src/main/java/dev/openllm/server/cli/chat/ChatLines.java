package dev.openllm.server.cli.chat;

import java.util.Optional;

/** Where an interactive chat gets its lines from. */
interface ChatLines extends AutoCloseable {

    /** The next message or command; empty at the end. */
    Optional<String> next(String prompt);

    /** The width of the terminal now; 0 where it is not known. */
    int columns();

    @Override
    void close();
}
