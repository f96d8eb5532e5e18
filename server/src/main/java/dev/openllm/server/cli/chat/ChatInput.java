package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.server.cli.session.WebDocuments;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.StdinText;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command-line arguments that specify the input for a model: text, documents, images, a previous conversation, and
 * tools.
 */
final class ChatInput {

    private static final String STDIN = "-";
    private static final Duration STDIN_TIMEOUT = Duration.ofSeconds(5);

    @Parameters(
            paramLabel = "TEXT",
            arity = "0..*",
            description = "The message. Multiple arguments are joined with " + "spaces.")
    private List<String> words = List.of();

    @Option(
            names = "--system",
            paramLabel = "TEXT",
            description = "Instructions for the model, sent as the system message.")
    private String system;

    @Option(names = "--image", paramLabel = "FILE", description = "Attach a PNG, JPEG, GIF, or WebP image. Repeatable.")
    private List<String> images = List.of();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Attach a text file, a PDF file, or the web page at a URL. Repeatable.")
    private List<String> files = List.of();

    @Option(
            names = "--messages",
            paramLabel = "FILE",
            description = "Start with the conversation in a JSON file that contains a list of messages, each with role "
                    + "and parts.")
    private Path messages;

    @Option(
            names = "--tool",
            paramLabel = "FILE",
            description =
                    "Offer the model the tools in a JSON file that contains one tool or a list of tools, each with "
                            + "name, description, and inputSchema. Tool calls are printed, not run. Repeatable.")
    private List<Path> tools = List.of();

    @Option(
            names = "--tool-choice",
            paramLabel = "CHOICE",
            description = "The tool choice: auto, none, required, or the name of the tool that must be called.")
    private String toolChoice = "auto";

    /**
     * Returns the conversation that the arguments, the files, and stdin specify.
     *
     * @throws UsageError if there is no input
     */
    List<Message> conversation(Terminal terminal, WebDocuments web) {
        List<Message> conversation = new ArrayList<>();
        if (messages != null) {
            conversation.addAll(FileArguments.messages(messages));
        }
        List<Part> parts = attachments(web);
        String text = readText(terminal);
        if (!text.isBlank()) {
            parts.add(new Part.Text(text));
        }
        if (!parts.isEmpty()) {
            conversation.add(new Message(Role.USER, parts));
        }
        if (conversation.stream().noneMatch(message -> message.role() != Role.SYSTEM)) {
            throw new UsageError("The message is missing. Specify one, as in `open-llm chat \"Hello\"`.");
        }
        return conversation;
    }

    /**
     * Returns whether an interactive chat must be started because the user is at a terminal and did not specify a
     * message.
     */
    boolean isInteractive(Terminal terminal) {
        return words.isEmpty() && messages == null && terminal.inIsTerminal();
    }

    /**
     * Adds the messages and attachments that the user specified to a conversation that does not contain a question yet.
     */
    Conversation begin(Conversation conversation, WebDocuments web) {
        if (messages != null) {
            conversation.begin(FileArguments.messages(messages));
        }
        attachments(web).forEach(conversation::attach);
        return conversation;
    }

    /** Returns the instructions that the user specified. */
    Optional<String> system() {
        return Optional.ofNullable(system);
    }

    private List<Part> attachments(WebDocuments web) {
        AttachedFiles attached = new AttachedFiles();
        files.forEach(file -> attached.add(FileArguments.document(file, web)));
        images.forEach(image -> attached.add(FileArguments.image(image, web)));
        return attached.parts();
    }

    /** Returns the question in the arguments, or an empty string if the user did not specify a question. */
    String firstQuestion() {
        return String.join(" ", words);
    }

    List<ToolDefinition> tools() {
        return tools.stream()
                .flatMap(file -> FileArguments.tools(file).stream())
                .toList();
    }

    ToolChoice toolChoice() {
        return switch (toolChoice) {
            case "auto" -> ToolChoice.AUTO;
            case "none" -> ToolChoice.NONE;
            case "required" -> ToolChoice.REQUIRED;
            default -> new ToolChoice(ToolChoice.Mode.TOOL, Optional.of(toolChoice));
        };
    }

    private String readText(Terminal terminal) {
        List<String> textWords =
                words.stream().filter(word -> !word.equals(STDIN)).toList();
        String text = String.join(" ", textWords);
        if (textWords.size() < words.size()) {
            return join(text, StdinText.readAll(terminal.in()));
        } else if (terminal.inIsTerminal()) {
            return text;
        } else if (text.isEmpty() && messages == null) {
            return StdinText.readAll(terminal.in());
        }
        Optional<String> piped = StdinText.readWithin(terminal.in(), STDIN_TIMEOUT);
        if (piped.isEmpty()) {
            new StderrMessages(terminal)
                    .note("No input was received on stdin; continuing without it. To wait for "
                            + "stdin, specify a single -.");
        }
        return join(text, piped.orElse(""));
    }

    private static String join(String text, String piped) {
        return text.isEmpty() || piped.isBlank() ? text + piped : text + "\n\n" + piped;
    }
}
