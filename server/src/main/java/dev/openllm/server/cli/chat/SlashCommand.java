package dev.openllm.server.cli.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Commands that can be entered instead of a message. */
enum SlashCommand {
    HELP("/help", "", "show the commands"),
    MODEL("/model", "[NAME]", "ask another model; without NAME show which one responds"),
    MODELS("/models", "", "list the models"),
    SYSTEM("/system", "[TEXT]", "set instructions for the conversation; without TEXT remove them"),
    FILE("/file", "PATH|URL", "add a text file, a PDF or a web page to the next message"),
    IMAGE("/image", "PATH", "add an image to the next message"),
    RETRY("/retry", "", "ask the last question again"),
    UNDO("/undo", "", "remove the last question and its response"),
    COPY("/copy", "", "copy the last response to the clipboard of the terminal"),
    SAVE("/save", "FILE.md", "write the conversation to a new Markdown file"),
    NEW("/new", "", "start a new conversation; the model and the instructions stay"),
    CLEAR("/clear", "", "the same as /new"),
    EXIT("/exit", "", "leave, as Ctrl-D does"),
    QUIT("/quit", "", "the same as /exit");

    private final String text;
    private final String arguments;
    private final String description;

    SlashCommand(String text, String arguments, String description) {
        this.text = text;
        this.arguments = arguments;
        this.description = description;
    }

    String text() {
        return text;
    }

    String description() {
        return description;
    }

    boolean takesArguments() {
        return !arguments.isEmpty();
    }

    static Optional<SlashCommand> of(String word) {
        return Arrays.stream(values())
                .filter(command -> command.text.equals(word))
                .findFirst();
    }

    /** The command that was probably meant. */
    static Optional<SlashCommand> near(String word) {
        return Arrays.stream(values())
                .filter(command -> word.length() > 2 && command.text.startsWith(word))
                .findFirst();
    }

    static List<String> help() {
        List<String> lines = new java.util.ArrayList<>();
        for (SlashCommand command : values()) {
            String call = (command.text + " " + command.arguments).strip();
            lines.add(call + " ".repeat(Math.max(1, 17 - call.length())) + command.description);
        }
        lines.add("Ctrl-C cancels a response. Alt-Enter, or \\ at the end of a line, starts a new line.");
        return lines;
    }
}
