package dev.openllm.server.cli.chat;

import java.util.Optional;

/** The source of the lines that the user enters in an interactive chat. */
interface ChatLines extends AutoCloseable {

    /** Reads the next message or slash command. Returns an empty result at the end of the input. */
    Optional<String> next(String prompt);

    /** Returns the current width of the terminal, or 0 if the width is unknown. */
    int columns();

    @Override
    void close();
}
