package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.cli.markdown.MarkdownStream;
import dev.openllm.server.cli.terminal.ChatOutcome;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Prints a response for a user: the text to stdout as it arrives, and reasoning and messages to stderr. */
final class TextResponse implements Consumer<ChatEvent>, ChatOutcome {

    private final Terminal terminal;
    private final StderrMessages stderrMessages;
    private final boolean verbose;
    private final Optional<MarkdownStream> markdown;
    private boolean inReasoning;
    private boolean lineIsOpen;

    TextResponse(Terminal terminal, boolean verbose) {
        this(terminal, verbose, () -> terminal.columns().orElse(0));
    }

    /** @param columns the supplier of the current width of the terminal, which is 0 if unknown */
    TextResponse(Terminal terminal, boolean verbose, IntSupplier columns) {
        this.markdown = terminal.outIsTerminal() && terminal.color()
                ? Optional.of(new MarkdownStream(terminal.out(), columns))
                : Optional.empty();
        this.terminal = terminal;
        this.stderrMessages = new StderrMessages(terminal);
        this.verbose = verbose;
    }

    @Override
    public synchronized void accept(ChatEvent event) {
        switch (event) {
            case ChatEvent.Text(String text) -> write(text);
            case ChatEvent.Reasoning(String text) -> writeReasoning(text);
            case ChatEvent.Refusal(String text) -> write(text);
            case ChatEvent.ToolCall(String id, String name, var arguments) -> {
                closeLine();
                writePlain(name + "(" + arguments + ")\n");
            }
            case ChatEvent.InvalidToolCall invalid ->
                note("The call to " + invalid.name() + " is invalid: " + invalid.message());
            case ChatEvent.Notice notice -> printNotice(notice);
            case ChatEvent.ProviderState state -> {} // used in the next request, but not displayed to the user
        }
    }

    @Override
    public synchronized ExitCode result(ChatResult result) {
        closeLine();
        switch (result.finishReason()) {
            case LENGTH -> stderrMessages.note("The response was truncated at the token limit.");
            case CONTENT_FILTER -> stderrMessages.note("The provider's content filter truncated the response.");
            case REFUSAL -> stderrMessages.note("The model refused to respond.");
            case ERROR -> stderrMessages.note("The provider ended the response with an unspecified error.");
            case STOP, TOOL_CALLS, OTHER -> {}
        }
        if (verbose) {
            stderrMessages.note(UsageLine.of(result));
        }
        return result.finishReason() == FinishReason.ERROR ? ExitCode.FAILED : ExitCode.OK;
    }

    @Override
    public synchronized ExitCode error(ErrorInfo error) {
        closeLine();
        stderrMessages.error(error);
        if (verbose) {
            error.requestId().ifPresent(id -> stderrMessages.note("Provider request ID: " + id));
        }
        return ExitCode.of(error.kind());
    }

    /**
     * Writes a chunk of the response text. Text that is piped to a file or program is not changed; control characters
     * are removed only for terminals.
     */
    private void write(String text) {
        endReasoning();
        if (markdown.isEmpty()) {
            writePlain(text);
            return;
        }
        markdown.get().add(Terminal.sanitize(text));
        terminal.out().flush();
        lineIsOpen = true;
    }

    private void writePlain(String text) {
        PrintStream out = terminal.out();
        out.print(terminal.outIsTerminal() ? Terminal.sanitize(text) : text);
        out.flush();
        lineIsOpen = !text.endsWith("\n");
    }

    private void writeReasoning(String text) {
        if (!terminal.errIsTerminal() && !verbose) {
            return;
        }
        if (!inReasoning) {
            closeLine();
        }
        inReasoning = true;
        terminal.err().print(terminal.dim(Terminal.sanitize(text)));
        terminal.err().flush();
    }

    /** Delays are reported only if a user is watching the output. */
    private void printNotice(ChatEvent.Notice notice) {
        boolean isProgress =
                switch (notice.topic()) {
                    case RETRY, LOADING -> true;
                    case FALLBACK, WARNING -> false;
                };
        if (!isProgress || terminal.errIsTerminal() || verbose) {
            note(notice.message());
        }
    }

    private void note(String text) {
        closeLine();
        stderrMessages.note(text);
    }

    private void endReasoning() {
        if (inReasoning) {
            inReasoning = false;
            terminal.err().println();
            terminal.err().flush();
        }
    }

    private void closeLine() {
        endReasoning();
        boolean needsLineBreak = lineIsOpen && markdown.map(MarkdownStream::end).orElse(true);
        if (needsLineBreak) {
            terminal.out().println();
            markdown.ifPresent(MarkdownStream::lineEnded);
        }
        terminal.out().flush();
        lineIsOpen = false;
    }
}
