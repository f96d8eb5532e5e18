package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.conversation.StoredConversation;
import dev.openllm.server.cli.conversation.StoredConversations;
import dev.openllm.server.cli.prompt.LineEditor;
import dev.openllm.server.cli.prompt.LineHistory;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.session.WebDocuments;
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
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "chat",
        description = "Send a message to a model and stream the response, or start an interactive chat.",
        footer = {
            "",
            "The message is read from the arguments, from stdin, or from the arguments followed by stdin. A single - "
                    + "means stdin. Without -m, the default model responds or, if none is set, a model from a local "
                    + "provider. If neither exists, the built-in echo model responds on a terminal, and a notice is "
                    + "printed.",
            "",
            "Text input must be UTF-8. Stdin and each file can be up to " + InputLimit.MAX_SIZE_TEXT
                    + ". The request is canceled if "
                    + "the output is no longer read, for example, because head has exited.",
            "",
            "The chat is interactive with -i, or on a terminal if no message is specified. The conversation continues "
                    + "after each response and is stored on this machine unless chat.history is false. Ctrl-C cancels "
                    + "a response, Ctrl-D or /exit ends the chat, and /help lists the other commands. On a terminal, "
                    + "Markdown is formatted unless NO_COLOR is set.",
            "",
            "With --json, each line is an event, such as text, reasoning, or tool_call. The last event is a result or "
                    + "an error.",
            "",
            "Examples:",
            "  open-llm chat -m ollama/llama3.2 \"Why is the sky blue?\"",
            "  open-llm chat -m ollama/llama3.2",
            "  git diff | open-llm chat \"Write a commit message for this change.\"",
            "  open-llm chat -c \"And why is it red in the evening?\"",
            "  open-llm chat --file https://example.com/ \"Summarize this page.\"",
            "  open-llm chat -x \"Write a Python function that reverses a list.\" > reverse.py",
            "  open-llm chat --image chart.png --schema 'title, value int' \"Read the chart.\""
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
            description = "The model to use. Default: the configured default model.")
    private String model;

    @Option(
            names = {"-i", "--interactive"},
            description = "Continue the chat after the response, reading one message per line from stdin.")
    private boolean interactive;

    @Mixin
    private StoreOptions storing;

    @Option(
            names = {"-x", "--extract"},
            description = "Print only the first code block of the response.")
    private boolean extract;

    @Option(names = "--no-stream", description = "Print the response only after it is complete.")
    private boolean whole;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print token counts, time, cost, and reasoning to stderr.")
    private boolean verbose;

    public ChatCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        ResponsePrinter output = extract && !common.json()
                ? ResponsePrinter.ofCode(terminal, verbose)
                : ResponsePrinter.of(terminal, common.json(), verbose);
        try {
            boolean isInteractive = interactive || !common.json() && input.isInteractive(terminal);
            validateOptions(isInteractive);
            return (isInteractive ? runInteractive(stderrMessages) : runSingle(stderrMessages, output)).code();
        } catch (OpenLlmException failure) {
            return output.error(failure.info()).code();
        }
    }

    private void validateOptions(boolean isInteractive) {
        if (isInteractive && whole) {
            throw new UsageError("--no-stream cannot be used in an interactive chat.");
        }
        if (extract && (isInteractive || common.json())) {
            throw new UsageError("-x requires a message and cannot be combined with --json.");
        }
    }

    private ExitCode runSingle(StderrMessages stderrMessages, ResponsePrinter output) {
        Optional<StoredConversation> previous = storing.conversationToContinue(servers, stderrMessages);
        Optional<StoredConversations> storage = storing.store(servers, common, false, stderrMessages);
        List<Message> newMessages = input.conversation(terminal, servers.web(common.config()));
        Optional<String> system = input.system().or(() -> previous.flatMap(StoredConversation::system));
        List<Message> conversation = new ArrayList<>();
        system.ifPresent(text -> conversation.add(Message.system(text)));
        previous.ifPresent(conversationToContinue -> conversation.addAll(conversationToContinue.messages()));
        conversation.addAll(newMessages);
        try (Session session = choice.open(servers, common, stderrMessages, verbose)) {
            session.problems().forEach(stderrMessages::problem);
            ChatParams params = params(selectModel(session, previous), conversation);
            output.cancelIfUnread(session);
            if (storage.isEmpty()) {
                return whole
                        ? askUnstreamed(session, params.unstreamed(), output)
                        : session.chat(params, output, output);
            }
            ResponseParts parts = new ResponseParts();
            ConversationStore store = ConversationStore.of(storage, stderrMessages);
            previous.ifPresent(conversationToContinue -> store.resume(conversationToContinue, new Conversation()));
            ChatOutcome storingOutcome = new StoredOutcome(output, () -> {
                List<Message> exchange = new ArrayList<>(newMessages);
                exchange.add(new Message(Role.ASSISTANT, parts.all()));
                store.add(exchange, system, params.model());
            });
            return whole
                    ? askUnstreamed(session, params.unstreamed(), output.andThen(parts), storingOutcome)
                    : session.chat(params, output.andThen(parts), storingOutcome);
        }
    }

    private ExitCode runInteractive(StderrMessages stderrMessages) {
        Optional<StoredConversation> previous = storing.conversationToContinue(servers, stderrMessages);
        Optional<StoredConversations> storage = storing.store(servers, common, true, stderrMessages);
        WebDocuments web = servers.web(common.config());
        Conversation conversation = new Conversation();
        ConversationStore store = ConversationStore.of(storage, stderrMessages);
        previous.ifPresent(conversationToContinue -> store.resume(conversationToContinue, conversation));
        input.system().or(() -> previous.flatMap(StoredConversation::system)).ifPresent(conversation::setInstructions);
        input.begin(conversation, web);
        try (Session session = choice.open(servers, common, stderrMessages, verbose)) {
            session.problems().forEach(stderrMessages::problem);
            SlashCommands commands = new SlashCommands(
                    session, terminal, common.json(), conversation, store, web, selectModel(session, previous));
            try (ChatLines lines = openLines(session, storage.isPresent())) {
                return new InteractiveChat(
                                session,
                                terminal,
                                common.json(),
                                verbose,
                                store,
                                lines,
                                commands,
                                (modelId, currentConversation) -> params(modelId, currentConversation.messages()))
                        .run(input.firstQuestion());
            }
        }
    }

    /** @param storeHistory whether the lines that the user enters can be stored */
    private ChatLines openLines(Session session, boolean storeHistory) {
        if (terminal.inIsTerminal() && terminal.errIsTerminal() && terminal.isProcessTerminal()) {
            Optional<LineEditor> editor = LineEditor.open(
                    storeHistory
                            ? LineHistory.inFolder(servers.userFolder(), StoredConversations.INPUT_HISTORY_FILE)
                            : LineHistory.none(),
                    new SlashCompletions(session));
            if (editor.isPresent()) {
                return new EditedLines(terminal, editor.get(), session::interrupt);
            }
        }
        return new PlainLines(terminal, session::interrupt);
    }

    private String selectModel(Session session, Optional<StoredConversation> previous) {
        if (model != null) {
            if (model.isBlank()) {
                throw new UsageError(
                        "--model is empty. Specify a model, such as -m ollama/llama3.2, or omit the option.");
            }
            return model;
        }
        return previous.map(StoredConversation::model)
                .filter(previousModel -> !previousModel.isEmpty())
                .orElseGet(() -> ChosenModel.choose(session, terminal));
    }

    private ChatParams params(String modelId, List<Message> conversation) {
        return new ChatParams(
                modelId,
                conversation,
                input.tools(),
                input.toolChoice(),
                settings.options(),
                Optional.of("cli"),
                Optional.of("cli"));
    }

    /**
     * Stores a message and its response if the response is complete, and then passes the result to another outcome.
     *
     * @param delegate the outcome that receives the result or the error
     * @param storeAction the action that stores the message and the response
     */
    private record StoredOutcome(ChatOutcome delegate, Runnable storeAction) implements ChatOutcome {

        @Override
        public ExitCode result(ChatResult result) {
            storeAction.run();
            return delegate.result(result);
        }

        @Override
        public ExitCode error(ErrorInfo error) {
            return delegate.error(error);
        }
    }

    private static ExitCode askUnstreamed(Session session, ChatParams params, ResponsePrinter output) {
        return askUnstreamed(session, params, output, output);
    }

    private static ExitCode askUnstreamed(
            Session session, ChatParams params, Consumer<ChatEvent> events, ChatOutcome outcome) {
        List<ChatEvent> buffered = new ArrayList<>();
        return session.chat(params, buffered::add, new ChatOutcome() {
            @Override
            public ExitCode result(ChatResult result) {
                buffered.forEach(events);
                return outcome.result(result);
            }

            @Override
            public ExitCode error(ErrorInfo error) {
                buffered.forEach(events);
                return outcome.error(error);
            }
        });
    }
}
