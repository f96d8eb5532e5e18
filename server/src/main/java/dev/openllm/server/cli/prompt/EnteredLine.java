package dev.openllm.server.cli.prompt;

/** The result of reading a line at the prompt: text, Ctrl-C, or Ctrl-D. */
public sealed interface EnteredLine {

    /** Text that the user entered and that can consist of several lines. */
    record Text(String text) implements EnteredLine {}

    /** The user pressed Ctrl-C. @param empty whether the line was empty */
    record Interrupt(boolean empty) implements EnteredLine {}

    /** The user pressed Ctrl-D on an empty line, or the terminal was closed. */
    record End() implements EnteredLine {}
}
