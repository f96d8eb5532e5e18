package dev.openllm.server.cli.chat;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The lines of an interactive chat that are meant for the program and not for the model. */
final class SlashCommands {

    private static final List<String> HELP = List.of(
            "/model NAME      ask another model; without NAME say which one answers",
            "/models          list the models",
            "/system TEXT     give instructions that stand before the conversation; without TEXT take them back",
            "/file PATH       add a text file or a PDF to the next question",
            "/image PATH      show a picture with the next question",
            "/retry           ask the last question again",
            "/clear           forget the conversation; the model and the instructions stay",
            "/save FILE.md    write the conversation to a new Markdown file",
            "/exit            end, as Ctrl-D does",
            "Ctrl-C stops an answer. A line that ends with \\ goes on in the next.");

    private final Session session;
    private final Terminal terminal;
    private final StderrMessages stderrMessages;
    private final boolean json;
    private final Conversation conversation;
    private String model;

    /** What happens after a command. */
    enum Next {
        GO_ON,
        ASK,
        END
    }

    SlashCommands(Session session, Terminal terminal, boolean json, Conversation conversation, String model) {
        this.session = session;
        this.terminal = terminal;
        this.stderrMessages = new StderrMessages(terminal);
        this.json = json;
        this.conversation = conversation;
        this.model = model;
    }

    /** {@code provider/model} of the model that is asked. */
    String model() {
        return model;
    }

    /** Runs a line that begins with a slash; what goes wrong is said, and nothing has changed. */
    Next run(String line) {
        String[] words = line.strip().split("\\s+", 2);
        try {
            return run(words[0], words.length > 1 ? words[1] : "");
        } catch (UsageError wrong) {
            stderrMessages.note(wrong.getMessage());
        } catch (InvalidPathException wrong) {
            stderrMessages.note("That is no name of a file.");
        } catch (OpenLlmException failure) {
            stderrMessages.error(failure.info());
        }
        return Next.GO_ON;
    }

    private Next run(String command, String rest) {
        switch (command) {
            case "/exit", "/quit" -> {
                return Next.END;
            }
            case "/retry" -> {
                if (conversation.askAgain()) {
                    return Next.ASK;
                }
                stderrMessages.note("Nothing was asked yet.");
            }
            case "/model" -> choose(rest);
            case "/models" -> models().forEach(this::print);
            case "/system" -> instruct(rest);
            case "/file" -> {
                conversation.attach(FileArguments.document(file(command, rest)));
                stderrMessages.note("It goes with the next question.");
            }
            case "/image" -> {
                conversation.attach(FileArguments.image(file(command, rest)));
                stderrMessages.note("It goes with the next question.");
            }
            case "/clear" -> {
                conversation.clear();
                stderrMessages.note("The conversation is forgotten.");
            }
            case "/save" -> {
                Path file = file(command, rest);
                Transcript.save(file, conversation.messages());
                stderrMessages.note("Saved " + file + ".");
            }
            case "/help" -> HELP.forEach(stderrMessages::note);
            default -> stderrMessages.note("There is no command " + command + "; /help shows them.");
        }
        return Next.GO_ON;
    }

    private void choose(String name) {
        if (!name.isEmpty()) {
            List<ModelInfo> fitting = models().stream()
                    .filter(info -> info.id().equals(name) || info.model().equals(name))
                    .toList();
            if (fitting.isEmpty() && !name.contains("/")) {
                throw new UsageError("There is no model " + name + "; /models shows them.");
            }
            model = fitting.isEmpty() ? name : fitting.getFirst().id();
        }
        stderrMessages.note(model + (name.isEmpty() ? " answers." : " answers from now on."));
    }

    private List<ModelInfo> models() {
        return Session.get(session.server().listModels(ListModelsParams.ALL)).models();
    }

    private void print(ModelInfo info) {
        if (json) {
            new JsonLines(terminal.out()).line(info);
        } else {
            terminal.out().println(Terminal.harmless(info.id()));
            terminal.out().flush();
        }
    }

    private void instruct(String text) {
        conversation.instruct(text);
        stderrMessages.note(
                text.isBlank() ? "There are no instructions any more." : "These instructions hold from now on.");
    }

    /** A file as a person writes it in a shell, where a tilde is the home folder. */
    private static Path file(String command, String name) {
        if (name.isBlank()) {
            throw new UsageError("Name the file, as in " + command + " notes.md");
        }
        Optional<String> home = Optional.ofNullable(System.getenv("HOME")).filter(folder -> name.startsWith("~/"));
        return Path.of(home.map(folder -> folder + name.substring(1)).orElse(name.strip()));
    }
}
