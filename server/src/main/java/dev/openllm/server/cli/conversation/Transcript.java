package dev.openllm.server.cli.conversation;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.cli.terminal.UsageError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/** Converts a conversation to Markdown, and writes it to a file. */
public final class Transcript {

    private Transcript() {}

    /**
     * Writes a conversation to a new file as Markdown.
     *
     * @throws UsageError if a file with this name exists or the file cannot be written
     */
    public static void save(Path file, List<Message> conversation) {
        write(file, of(conversation));
    }

    /** Writes text to a new file. @throws UsageError if a file with this name exists or the file cannot be written */
    public static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException existing) {
            throw new UsageError("The file " + file + " already exists. Specify another name.");
        } catch (IOException unwritable) {
            throw new UsageError("Cannot write " + file + ": " + unwritable.getMessage());
        }
    }

    public static String of(List<Message> conversation) {
        return conversation.stream()
                .map(message -> "## " + speaker(message.role()) + "\n\n" + text(message) + "\n")
                .collect(Collectors.joining("\n"));
    }

    private static String speaker(Role role) {
        return switch (role) {
            case SYSTEM -> "Instructions";
            case USER -> "You";
            case ASSISTANT -> "Model";
        };
    }

    private static String text(Message message) {
        return message.parts().stream()
                .map(Transcript::text)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n\n"));
    }

    /** Returns the text of a message part. Reasoning and data that only the provider can read are omitted. */
    private static String text(Part part) {
        return switch (part) {
            case Part.Text(String text) -> text.strip();
            case Part.Image image -> "(image, " + image.mimeType() + ")";
            case Part.File file -> "(file " + file.name().orElse(file.mimeType()) + ")";
            case Part.ToolCall call -> "`" + call.name() + "(" + call.arguments() + ")`";
            case Part.ToolResult result ->
                result.content().stream().map(Transcript::text).collect(Collectors.joining("\n\n"));
            case Part.Reasoning _, Part.ProviderState _, Part.CacheBreakpoint _ -> "";
        };
    }
}
