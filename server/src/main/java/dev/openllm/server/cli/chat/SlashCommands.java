package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.cli.conversation.Transcript;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.session.WebDocuments;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Runs the slash commands that the user enters in an interactive chat. */
final class SlashCommands {

    private final Session session;
    private final Terminal terminal;
    private final StderrMessages stderrMessages;
    private final boolean json;
    private final Conversation conversation;
    private final ConversationStore store;
    private final WebDocuments web;
    private String model;

    /** The actions that the chat can take after a slash command. */
    enum Next {
        GO_ON,
        ASK,
        END
    }

    SlashCommands(
            Session session,
            Terminal terminal,
            boolean json,
            Conversation conversation,
            ConversationStore store,
            WebDocuments web,
            String model) {
        this.session = session;
        this.terminal = terminal;
        this.stderrMessages = new StderrMessages(terminal);
        this.json = json;
        this.conversation = conversation;
        this.store = store;
        this.web = web;
        this.model = model;
    }

    Conversation conversation() {
        return conversation;
    }

    /** Returns the current model, in the form {@code provider/model}. */
    String model() {
        return model;
    }

    /** Runs a line that begins with a slash. If an error is reported, nothing has been changed. */
    Next run(String line) {
        String[] words = line.strip().split("\\s+", 2);
        try {
            return run(words[0], words.length > 1 ? words[1] : "");
        } catch (UsageError wrong) {
            stderrMessages.note(wrong.getMessage());
        } catch (InvalidPathException wrong) {
            stderrMessages.note("This is not a valid file name.");
        } catch (OpenLlmException failure) {
            stderrMessages.error(failure.info());
        }
        return Next.GO_ON;
    }

    private Next run(String word, String rest) {
        Optional<SlashCommand> parsed = SlashCommand.of(word);
        if (parsed.isEmpty()) {
            String suggestion = SlashCommand.suggest(word)
                    .map(command -> "Did you mean " + command.text() + "? ")
                    .orElse("");
            stderrMessages.note("Unknown command: " + word + ". " + suggestion + "/help lists the commands.");
            return Next.GO_ON;
        }
        switch (parsed.get()) {
            case EXIT, QUIT -> {
                return Next.END;
            }
            case RETRY -> {
                if (conversation.repeatQuestion()) {
                    return Next.ASK;
                }
                stderrMessages.note("No message has been sent yet.");
            }
            case UNDO -> undo();
            case MODEL -> selectModel(rest);
            case MODELS -> models().forEach(this::print);
            case SYSTEM -> setInstructions(rest);
            case FILE -> attach(FileArguments.document(resolveFile(word, rest), web));
            case IMAGE -> attach(FileArguments.image(resolveFile(word, rest), web));
            case NEW, CLEAR -> {
                conversation.clear();
                store.begin();
                stderrMessages.note("Started a new conversation.");
            }
            case COPY -> copy();
            case SAVE -> {
                Path file = Path.of(resolveFile(word, rest));
                Transcript.save(file, conversation.messages());
                stderrMessages.note("Saved " + file + ".");
            }
            case HELP -> SlashCommand.help().forEach(stderrMessages::note);
        }
        return Next.GO_ON;
    }

    private void undo() {
        boolean undone = conversation.undo();
        if (undone) {
            store.update(conversation, model);
        }
        stderrMessages.note(
                undone ? "Removed the last message and its response." : "No message has been sent " + "yet.");
    }

    private void attach(Part part) {
        conversation.attach(part);
        stderrMessages.note("Added to the next message.");
    }

    /** Copies the last response to the clipboard by using the escape sequence OSC 52, which also works over SSH. */
    private void copy() {
        String text = conversation.lastResponse().orElse("");
        if (text.isEmpty()) {
            stderrMessages.note("There is no response yet.");
        } else if (!terminal.errIsTerminal() || !terminal.color()) {
            stderrMessages.note(
                    "This terminal does not support copying. Use /save to write the conversation to a file.");
        } else {
            String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            terminal.err().print("\u001b]52;c;" + encoded + "\u0007");
            stderrMessages.note("Sent to the clipboard. Not every terminal supports this.");
        }
    }

    private void selectModel(String name) {
        if (!name.isEmpty()) {
            List<ModelInfo> matching = models().stream()
                    .filter(info -> info.id().equals(name) || info.model().equals(name))
                    .toList();
            if (matching.isEmpty() && !name.contains("/")) {
                throw new UsageError("The model " + name + " does not exist. Use /models to list the models.");
            }
            model = matching.isEmpty() ? name : matching.getFirst().id();
        }
        stderrMessages.note(model + (name.isEmpty() ? " is the current model." : " is now the current model."));
    }

    private List<ModelInfo> models() {
        return Session.get(session.server().listModels(ListModelsParams.ALL)).models();
    }

    private void print(ModelInfo info) {
        if (json) {
            new JsonLines(terminal.out()).write(info);
        } else {
            terminal.out().println(Terminal.sanitize(info.id()));
            terminal.out().flush();
        }
    }

    private void setInstructions(String text) {
        conversation.setInstructions(text);
        stderrMessages.note(text.isBlank() ? "The instructions were removed." : "The instructions apply from now on.");
    }

    /** Returns the file name or URL that the user entered. As in a shell, {@code ~} represents the home folder. */
    private static String resolveFile(String command, String name) {
        if (name.isBlank()) {
            throw new UsageError("Specify the file, as in " + command + " notes.md");
        }
        Optional<String> home = Optional.ofNullable(System.getenv("HOME")).filter(folder -> name.startsWith("~/"));
        return home.map(folder -> folder + name.substring(1)).orElse(name.strip());
    }
}
