package dev.openllm.server.cli.add;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.ChatOutcome;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends a test message to a newly added provider to show that the provider works. */
final class FirstMessage {

    private FirstMessage() {}

    static ExitCode send(Session session, Terminal terminal, String model, String text, boolean json) {
        ChatParams request = new ChatParams(
                model,
                List.of(new Message(Role.USER, List.of(new Part.Text(text)))),
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                Optional.of("first"),
                Optional.of("cli"));
        if (json) {
            JsonLines lines = new JsonLines(terminal.out());
            return session.chat(request, lines, lines);
        }
        Consumer<ChatEvent> print = event -> {
            if (event instanceof ChatEvent.Text chunk) {
                terminal.out().print(terminal.outIsTerminal() ? Terminal.sanitize(chunk.text()) : chunk.text());
                terminal.out().flush();
            }
        };
        return session.chat(request, print, new ChatOutcome() {
            @Override
            public ExitCode result(ChatResult result) {
                terminal.out().println();
                terminal.out().flush();
                return ExitCode.OK;
            }

            @Override
            public ExitCode error(ErrorInfo error) {
                new StderrMessages(terminal).error(error);
                return ExitCode.of(error.kind());
            }
        });
    }
}
