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

/** The input for a model: text, documents, images, an earlier conversation, tools. */
final class ChatInput {

    private static final String STDIN = "-";
    private static final Duration PATIENCE_WITH_STDIN = Duration.ofSeconds(5);

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "The message. Several words are joined.")
    private List<String> words = List.of();

    @Option(
            names = "--system",
            paramLabel = "TEXT",
            description = "Instructions for the model, sent as the system message.")
    private String system;

    @Option(names = "--image", paramLabel = "FILE", description = "Attach a PNG, JPEG, GIF or WebP image. Repeatable.")
    private List<String> images = List.of();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Attach a text file, a PDF, or a web page by its URL. Repeatable.")
    private List<String> files = List.of();

    @Option(
            names = "--messages",
            paramLabel = "FILE",
            description = "Start with a conversation: a JSON list of messages with role and parts.")
    private Path messages;

    @Option(
            names = "--tool",
            paramLabel = "FILE",
            description =
                    "Offer the model a tool: JSON with name, description and inputSchema, or a list of these. Calls "
                            + "are printed, not run. Repeatable.")
    private List<Path> tools = List.of();

    @Option(
            names = "--tool-choice",
            paramLabel = "CHOICE",
            description = "auto, none, required, or the name of the tool that must be called.")
    private String toolChoice = "auto";

    /** The conversation, from arguments, files and stdin. @throws UsageError when there is no input */
    List<Message> conversation(Terminal terminal, WebDocuments web) {
        List<Message> conversation = new ArrayList<>();
        if (messages != null) {
            conversation.addAll(FileArguments.messages(messages));
        }
        List<Part> parts = attachments(web);
        String text = text(terminal);
        if (!text.isBlank()) {
            parts.add(new Part.Text(text));
        }
        if (!parts.isEmpty()) {
            conversation.add(new Message(Role.USER, parts));
        }
        if (conversation.stream().noneMatch(message -> message.role() != Role.SYSTEM)) {
            throw new UsageError("There is nothing to ask: give a text, as in open-llm chat \"Hello\".");
        }
        return conversation;
    }

    /** Whether a user at the terminal has not entered a question yet. */
    boolean isOpen(Terminal terminal) {
        return words.isEmpty() && messages == null && terminal.inIsTerminal();
    }

    /** Adds what was given for a conversation before its first question: messages and attachments. */
    Conversation open(Conversation conversation, WebDocuments web) {
        if (messages != null) {
            conversation.begin(FileArguments.messages(messages));
        }
        attachments(web).forEach(conversation::attach);
        return conversation;
    }

    /** The given instructions. */
    Optional<String> system() {
        return Optional.ofNullable(system);
    }

    private List<Part> attachments(WebDocuments web) {
        AttachedFiles attached = new AttachedFiles();
        files.forEach(file -> attached.add(FileArguments.document(file, web)));
        images.forEach(image -> attached.add(FileArguments.image(image, web)));
        return attached.parts();
    }

    /** The question in the arguments; empty when there is none. */
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

    private String text(Terminal terminal) {
        List<String> said = words.stream().filter(word -> !word.equals(STDIN)).toList();
        String text = String.join(" ", said);
        if (said.size() < words.size()) {
            return join(text, StdinText.all(terminal.in()));
        } else if (terminal.inIsTerminal()) {
            return text;
        } else if (text.isEmpty() && messages == null) {
            return StdinText.all(terminal.in());
        }
        Optional<String> piped = StdinText.ifAny(terminal.in(), PATIENCE_WITH_STDIN);
        if (piped.isEmpty()) {
            new StderrMessages(terminal).note("Nothing came on stdin; going on without it. A lone - waits for it.");
        }
        return join(text, piped.orElse(""));
    }

    private static String join(String text, String piped) {
        return text.isEmpty() || piped.isBlank() ? text + piped : text + "\n\n" + piped;
    }
}
