package dev.openllm.server.cli.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The slash commands that the user can enter in an interactive chat instead of a message. */
enum SlashCommand {
    HELP("/help", "", "list the commands"),
    MODEL("/model", "[NAME]", "switch to another model; without NAME, show the current model"),
    MODELS("/models", "", "list the models"),
    SYSTEM("/system", "[TEXT]", "set instructions for the conversation; without TEXT, remove them"),
    FILE("/file", "PATH|URL", "add a text file, a PDF file, or a web page to the next message"),
    IMAGE("/image", "PATH", "add an image to the next message"),
    RETRY("/retry", "", "send the last message again"),
    UNDO("/undo", "", "remove the last message and its response"),
    COPY("/copy", "", "copy the last response to the terminal's clipboard"),
    SAVE("/save", "FILE.md", "write the conversation to a new Markdown file"),
    NEW("/new", "", "start a new conversation with the same model and instructions"),
    CLEAR("/clear", "", "the same as /new"),
    EXIT("/exit", "", "exit the chat, like Ctrl-D"),
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

    /**
     * Returns the first slash command whose name begins with the specified word, if the word is longer than two
     * characters.
     */
    static Optional<SlashCommand> suggest(String word) {
        return Arrays.stream(values())
                .filter(command -> word.length() > 2 && command.text.startsWith(word))
                .findFirst();
    }

    static List<String> help() {
        List<String> lines = new java.util.ArrayList<>();
        for (SlashCommand command : values()) {
            String usage = (command.text + " " + command.arguments).strip();
            lines.add(usage + " ".repeat(Math.max(1, 17 - usage.length())) + command.description);
        }
        lines.add("Ctrl-C cancels a response. Alt-Enter, or \\ at the end of a line, starts a new line.");
        return lines;
    }
}
