package dev.openllm.server.cli.prompt;

/** What a user did at the prompt. */
public sealed interface EnteredLine {

    /** Entered a text, of one line or several. */
    record Text(String text) implements EnteredLine {}

    /** Pressed Ctrl-C. @param empty whether there was no text on the line */
    record Interrupt(boolean empty) implements EnteredLine {}

    /** Pressed Ctrl-D on an empty line, or the terminal is gone. */
    record End() implements EnteredLine {}
}
