package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.ChatOutcome;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Prints a response to stdout as text or JSON. If the output can no longer be written, the request is canceled. */
final class ResponsePrinter implements Consumer<ChatEvent>, ChatOutcome {

    private final Terminal terminal;
    private final Consumer<ChatEvent> events;
    private final ChatOutcome outcome;
    private Runnable cancelAction = () -> {};

    private ResponsePrinter(Terminal terminal, Consumer<ChatEvent> events, ChatOutcome outcome) {
        this.terminal = terminal;
        this.events = events;
        this.outcome = outcome;
    }

    static ResponsePrinter of(Terminal terminal, boolean json, boolean verbose) {
        return of(terminal, json, verbose, () -> terminal.columns().orElse(0));
    }

    /** Creates an instance that prints only the first code block of the response. */
    static ResponsePrinter ofCode(Terminal terminal, boolean verbose) {
        ExtractedCode code = new ExtractedCode(terminal, verbose);
        return new ResponsePrinter(terminal, code, code);
    }

    /** @param columns the supplier of the current width of the terminal, which is 0 if unknown */
    static ResponsePrinter of(Terminal terminal, boolean json, boolean verbose, IntSupplier columns) {
        if (json) {
            JsonLines lines = new JsonLines(terminal.out());
            return new ResponsePrinter(terminal, lines, lines);
        }
        TextResponse text = new TextResponse(terminal, verbose, columns);
        return new ResponsePrinter(terminal, text, text);
    }

    /** Cancels the request if the output can no longer be written. @param session the session that sent the request */
    void cancelIfUnread(Session session) {
        cancelAction = session::interrupt;
    }

    @Override
    public void accept(ChatEvent event) {
        events.accept(event);
        if (!terminal.acceptsOutput()) {
            cancelAction.run();
        }
    }

    @Override
    public ExitCode result(ChatResult result) {
        return outcome.result(result);
    }

    /**
     * If the request was canceled because the output could no longer be written, no error is printed. The loss of
     * output is reported when the command ends.
     */
    @Override
    public ExitCode error(ErrorInfo error) {
        boolean readerClosed = error.kind() == ErrorKind.CANCELLED && !terminal.acceptsOutput();
        return readerClosed ? ExitCode.OK : outcome.error(error);
    }
}
