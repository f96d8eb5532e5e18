package dev.openllm.server.cli.prompt;

/** The result of reading a line at the prompt. */
public sealed interface EnteredLine {

    /** The user entered a text, of one line or several. */
    record Text(String text) implements EnteredLine {}

    /** The user pressed Ctrl-C. @param empty whether the line was empty */
    record Interrupt(boolean empty) implements EnteredLine {}

    /** The user pressed Ctrl-D on an empty line, or the terminal is gone. */
    record End() implements EnteredLine {}
}
