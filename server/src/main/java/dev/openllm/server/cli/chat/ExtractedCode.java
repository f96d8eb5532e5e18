package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.cli.markdown.CodeBlock;
import dev.openllm.server.cli.terminal.ChatOutcome;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.Optional;
import java.util.function.Consumer;

/** Prints only the first code block of a response. */
final class ExtractedCode implements Consumer<ChatEvent>, ChatOutcome {

    private final Terminal terminal;
    private final TextResponse response;
    private final StringBuilder text = new StringBuilder();

    ExtractedCode(Terminal terminal, boolean verbose) {
        this.terminal = terminal;
        this.response = new TextResponse(terminal, verbose);
    }

    @Override
    public void accept(ChatEvent event) {
        if (event instanceof ChatEvent.Text(String chunk)) {
            text.append(chunk);
        } else if (!(event instanceof ChatEvent.ToolCall)) {
            response.accept(event);
        }
    }

    @Override
    public ExitCode result(ChatResult result) {
        ExitCode code = response.result(result);
        Optional<String> block = CodeBlock.first(text.toString());
        if (block.isEmpty()) {
            return response.error(ErrorInfo.of(ErrorKind.BAD_RESPONSE, "The response contains no code block.")
                    .withHint("Ask for code, or omit -x to see the response."));
        }
        terminal.out().print(terminal.outIsTerminal() ? Terminal.sanitize(block.get()) : block.get());
        terminal.out().flush();
        return code;
    }

    @Override
    public ExitCode error(ErrorInfo error) {
        return response.error(error);
    }
}
