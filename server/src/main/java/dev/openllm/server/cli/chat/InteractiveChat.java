package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.ChatOutcome;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.StdinLines;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A conversation, line by line. The prompt and all remarks go to stderr, so that stdout holds the answers alone; how a
 * line is edited is left to the terminal, or to a program like rlwrap.
 */
final class InteractiveChat {

    private final Session session;
    private final Terminal terminal;
    private final StderrMessages stderrMessages;
    private final StdinLines lines;
    private final boolean json;
    private final boolean verbose;
    private final BiFunction<String, Conversation, ChatParams> request;
    private final Conversation conversation;
    private final SlashCommands commands;

    /** @param request what is asked, of a model and a conversation */
    InteractiveChat(
            Session session,
            Terminal terminal,
            boolean json,
            boolean verbose,
            Conversation conversation,
            String model,
            BiFunction<String, Conversation, ChatParams> request) {
        this.session = session;
        this.terminal = terminal;
        this.stderrMessages = new StderrMessages(terminal);
        this.lines = new StdinLines(terminal.in());
        this.json = json;
        this.verbose = verbose;
        this.conversation = conversation;
        this.request = request;
        this.commands = new SlashCommands(session, terminal, json, conversation, model);
    }

    /** Answers lines until there are no more, or until one says that it is the last. */
    ExitCode run(String firstQuestion) {
        if (terminal.inIsTerminal()) {
            stderrMessages.note(commands.model() + " · /help shows the commands, Ctrl-D ends.");
        }
        try (Interrupts interrupts = Interrupts.tell(this::interrupt)) {
            if (!firstQuestion.isBlank()) {
                conversation.ask(firstQuestion);
                answer();
            }
            Optional<String> line = read("> ");
            while (line.isPresent() && terminal.takesOutput()) {
                if (!take(line.get())) {
                    return ExitCode.OK;
                }
                line = read("> ");
            }
        }
        prompt("\n");
        return ExitCode.OK;
    }

    /** @return whether the session goes on */
    private boolean take(String line) {
        if (line.isBlank()) {
            return true;
        }
        if (!line.startsWith("/")) {
            conversation.ask(line);
            answer();
            return true;
        }
        return switch (commands.run(line)) {
            case GO_ON -> true;
            case ASK -> {
                answer();
                yield true;
            }
            case END -> false;
        };
    }

    /** Asks, and as long as the answer is a call of tools, asks the person what the tools say. */
    private void answer() {
        askModel();
        List<Part.ToolCall> calls = conversation.openCalls();
        while (!calls.isEmpty()) {
            List<Part> results = new ArrayList<>();
            for (Part.ToolCall call : calls) {
                Optional<String> result = read("result of " + Terminal.harmless(call.name()) + "> ");
                if (result.isEmpty()) {
                    return; // nobody is there to answer, and a model could go on calling for ever
                }
                results.add(new Part.ToolResult(call.id(), List.of(new Part.Text(result.get())), false));
            }
            conversation.ask(results);
            askModel();
            calls = conversation.openCalls();
        }
    }

    private void askModel() {
        ShownResponse shown = ShownResponse.of(terminal, json, verbose);
        shown.stopUnread(session);
        ResponseParts parts = new ResponseParts();
        session.chat(request.apply(commands.model(), conversation), shown.andThen(parts), new ChatOutcome() {
            @Override
            public ExitCode result(ChatResult result) {
                conversation.answer(parts.all());
                return shown.result(result);
            }

            @Override
            public ExitCode error(ErrorInfo error) {
                conversation.answer(parts.textOnly());
                return shown.error(error);
            }
        });
    }

    private void interrupt() {
        if (!session.interrupt() && terminal.inIsTerminal()) {
            prompt("\n");
            stderrMessages.note("Ctrl-D or /exit ends.");
            prompt("> ");
        }
    }

    /** A line; one that ends with a backslash goes on in the next. Empty at the end of the input. */
    private Optional<String> read(String prompt) {
        StringBuilder whole = new StringBuilder();
        prompt(prompt);
        Optional<String> line = lines.next();
        while (line.isPresent() && line.get().endsWith("\\")) {
            whole.append(line.get(), 0, line.get().length() - 1).append('\n');
            prompt("  ");
            line = lines.next();
        }
        return line.isEmpty() && whole.isEmpty()
                ? Optional.empty()
                : Optional.of(whole.append(line.orElse("")).toString());
    }

    private void prompt(String text) {
        if (terminal.inIsTerminal() && terminal.errIsTerminal()) {
            terminal.err().print(text);
            terminal.err().flush();
        }
    }
}
