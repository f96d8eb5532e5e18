package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.ChatOutcome;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * An interactive chat on a terminal. The prompt and all messages are written to stderr, so that stdout contains only
 * the responses.
 */
final class InteractiveChat {

    private final Session session;
    private final Terminal terminal;
    private final StderrMessages stderrMessages;
    private final ChatLines lines;
    private final boolean json;
    private final boolean verbose;
    private final BiFunction<String, Conversation, ChatParams> requestFactory;
    private final Conversation conversation;
    private final ConversationStore store;
    private final SlashCommands commands;

    /** @param requestFactory the function that creates a chat request from a model and a conversation */
    InteractiveChat(
            Session session,
            Terminal terminal,
            boolean json,
            boolean verbose,
            ConversationStore store,
            ChatLines lines,
            SlashCommands commands,
            BiFunction<String, Conversation, ChatParams> requestFactory) {
        this.session = session;
        this.terminal = terminal;
        this.stderrMessages = new StderrMessages(terminal);
        this.lines = lines;
        this.json = json;
        this.verbose = verbose;
        this.store = store;
        this.conversation = commands.conversation();
        this.requestFactory = requestFactory;
        this.commands = commands;
    }

    /**
     * Responds to the lines that the user enters until the input or the chat ends.
     *
     * @param firstQuestion the question to ask before the first line is read; can be blank
     */
    ExitCode run(String firstQuestion) {
        if (terminal.inIsTerminal()) {
            stderrMessages.note(commands.model() + " · /help lists the commands, Ctrl-D exits.");
        }
        if (!firstQuestion.isBlank()) {
            conversation.send(firstQuestion);
            respond();
        }
        boolean running = true;
        while (running && terminal.acceptsOutput()) {
            Optional<String> line = lines.next("> ");
            running = line.isPresent() && processLine(line.get());
        }
        if (terminal.inIsTerminal()) {
            store.id()
                    .ifPresent(id ->
                            stderrMessages.note("To continue this conversation, run `open-llm chat -c` (" + id + ")."));
        }
        return ExitCode.OK;
    }

    /** Processes a line, which is either a message or a slash command. @return whether the chat continues */
    private boolean processLine(String line) {
        if (line.isBlank()) {
            return true;
        }
        if (!line.startsWith("/")) {
            conversation.send(line);
            respond();
            return true;
        }
        return switch (commands.run(line)) {
            case GO_ON -> true;
            case ASK -> {
                respond();
                yield true;
            }
            case END -> false;
        };
    }

    /**
     * Sends the conversation to the model. As long as the response contains tool calls, asks the user for their results
     * and sends them.
     */
    private void respond() {
        askModel();
        List<Part.ToolCall> calls = conversation.pendingCalls();
        while (!calls.isEmpty()) {
            List<Part> results = new ArrayList<>();
            for (Part.ToolCall call : calls) {
                Optional<String> result = lines.next("result of " + Terminal.sanitize(call.name()) + "> ");
                if (result.isEmpty()) {
                    return; // without a user, no results can be entered, and a model could call tools indefinitely
                }
                results.add(new Part.ToolResult(call.id(), List.of(new Part.Text(result.get())), false));
            }
            conversation.addResults(results);
            askModel();
            calls = conversation.pendingCalls();
        }
        store.update(conversation, commands.model());
    }

    private void askModel() {
        ResponsePrinter output = ResponsePrinter.of(terminal, json, verbose, lines::columns);
        output.cancelIfUnread(session);
        ResponseParts parts = new ResponseParts();
        session.chat(requestFactory.apply(commands.model(), conversation), output.andThen(parts), new ChatOutcome() {
            @Override
            public ExitCode result(ChatResult result) {
                conversation.addResponse(parts.all());
                return output.result(result);
            }

            @Override
            public ExitCode error(ErrorInfo error) {
                conversation.addResponse(parts.textOnly());
                return output.error(error);
            }
        });
    }
}
