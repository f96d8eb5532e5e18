package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.ChatOutcome;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.InputLimit;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "chat",
        description = "Send a message to a model and stream its response, or start an interactive chat.",
        footer = {
            "",
            "The message is read from the arguments, from stdin, or both, arguments first. A single - means stdin."
                    + " Without -m, the default model responds, otherwise a model of a server found on this machine. If"
                    + " neither exists, the built-in echo responds on a terminal, and reports it.",
            "",
            "Input is UTF-8 text; stdin and each file can be up to " + InputLimit.TEXT + "."
                    + " The request is canceled when its output is no longer read, as with head.",
            "",
            "Without a text on a terminal, and with -i, the chat is interactive: each line is a question and the"
                    + " conversation goes on. Ctrl-C stops an answer, Ctrl-D or /exit ends, /help shows the other"
                    + " commands.",
            "",
            "With --json each line is an event: text, reasoning, tool_call, …, and last a result or an error.",
            "",
            "Examples:",
            "  open-llm chat -m ollama/llama3.2 \"Why is the sky blue?\"",
            "  open-llm chat -m ollama/llama3.2",
            "  git diff | open-llm chat \"Write a commit message for this change.\"",
            "  open-llm chat --image chart.png --schema figures.json \"Read the figures.\""
        })
public final class ChatCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    @Mixin
    private ChatInput input;

    @Mixin
    private ChatSettings settings;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "PROVIDER/MODEL",
            description = "The model to ask. Default: the configured default model.")
    private String model;

    @Option(
            names = {"-i", "--interactive"},
            description = "Go on after the answer: read question after question from stdin, line by line.")
    private boolean interactive;

    @Option(names = "--no-stream", description = "Print the answer only when it is complete.")
    private boolean whole;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print tokens, time and cost, and what the model thought, on stderr.")
    private boolean verbose;

    public ChatCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        ShownResponse shown = ShownResponse.of(terminal, common.json(), verbose);
        try {
            boolean talk = interactive || !common.json() && input.isOpen(terminal);
            return (talk ? talk(stderrMessages) : ask(stderrMessages, shown)).code();
        } catch (OpenLlmException failure) {
            return shown.error(failure.info()).code();
        }
    }

    private ExitCode ask(StderrMessages stderrMessages, ShownResponse shown) {
        List<Message> conversation = input.conversation(terminal);
        try (Session session = choice.open(servers, common, stderrMessages, verbose)) {
            session.problems().forEach(stderrMessages::problem);
            ChatParams params = params(modelToAsk(session), conversation);
            shown.stopUnread(session);
            return whole ? askWhole(session, params.unstreamed(), shown) : session.chat(params, shown, shown);
        }
    }

    private ExitCode talk(StderrMessages stderrMessages) {
        if (whole) {
            throw new UsageError("An interactive chat streams; leave out --no-stream.");
        }
        Conversation conversation = input.opening();
        try (Session session = choice.open(servers, common, stderrMessages, verbose)) {
            session.problems().forEach(stderrMessages::problem);
            return new InteractiveChat(
                            session,
                            terminal,
                            common.json(),
                            verbose,
                            conversation,
                            modelToAsk(session),
                            (asked, talk) -> params(asked, talk.messages()))
                    .run(input.firstQuestion());
        }
    }

    private String modelToAsk(Session session) {
        return model == null ? ChosenModel.choose(session, terminal) : model;
    }

    private ChatParams params(String asked, List<Message> conversation) {
        return new ChatParams(
                asked,
                conversation,
                input.tools(),
                input.toolChoice(),
                settings.options(),
                Optional.of("cli"),
                Optional.of("cli"));
    }

    private static ExitCode askWhole(Session session, ChatParams params, ShownResponse shown) {
        List<ChatEvent> kept = new ArrayList<>();
        return session.chat(params, kept::add, new ChatOutcome() {
            @Override
            public ExitCode result(ChatResult result) {
                kept.forEach(shown);
                return shown.result(result);
            }

            @Override
            public ExitCode error(ErrorInfo error) {
                kept.forEach(shown);
                return shown.error(error);
            }
        });
    }
}
