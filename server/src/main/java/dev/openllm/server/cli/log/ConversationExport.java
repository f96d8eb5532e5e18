package dev.openllm.server.cli.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.Message;
import dev.openllm.server.cli.conversation.StoredConversation;
import dev.openllm.server.cli.conversation.Transcript;
import dev.openllm.server.cli.markdown.MarkdownStream;
import dev.openllm.server.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Exports a stored conversation as Markdown or JSON. */
final class ConversationExport {

    private ConversationExport() {}

    static String markdown(StoredConversation stored) {
        return "# " + (stored.title().isEmpty() ? stored.id() : stored.title()) + "\n\n" + stored.model() + ", "
                + stored.started() + "\n\n" + Transcript.of(messages(stored));
    }

    static ObjectNode json(StoredConversation stored) {
        ObjectNode json = LogCommand.summary(stored);
        json.set("messages", Wire.JSON.valueToTree(messages(stored)));
        return json;
    }

    static String jsonText(StoredConversation stored) {
        try {
            return Wire.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(messages(stored)) + "\n";
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    static void save(Path file, String text) {
        Transcript.write(file, text);
    }

    /** Prints Markdown. If stdout is a terminal that supports colors, the Markdown is rendered. */
    static void print(Terminal terminal, String markdown) {
        if (terminal.outIsTerminal() && terminal.color()) {
            MarkdownStream stream =
                    new MarkdownStream(terminal.out(), () -> terminal.columns().orElse(0));
            stream.add(Terminal.sanitize(markdown));
            stream.end();
        } else {
            terminal.out().print(terminal.outIsTerminal() ? Terminal.sanitize(markdown) : markdown);
        }
        terminal.out().flush();
    }

    private static List<Message> messages(StoredConversation stored) {
        List<Message> messages = new ArrayList<>();
        stored.system().map(Message::system).ifPresent(messages::add);
        messages.addAll(stored.messages());
        return messages;
    }
}
