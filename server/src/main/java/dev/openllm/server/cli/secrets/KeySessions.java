package dev.openllm.server.cli.secrets;

import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.function.Function;

/** The sessions of the commands below {@code secrets}. */
final class KeySessions {

    private KeySessions() {}

    /** For output that a running server sends to every program of the user; it neither receives nor returns keys. */
    static int looking(Terminal terminal, Function<StderrMessages, Session> open, Function<Session, ExitCode> command) {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = open.apply(stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            return command.apply(session).code();
        }
    }

    /** For changes, which only a server of the command's own makes. */
    static int changing(Servers servers, CommonOptions common, Terminal terminal, Function<Session, ExitCode> command) {
        try (Session session = Session.open(servers, common.config())) {
            session.problems().forEach(new StderrMessages(terminal)::problem);
            return command.apply(session).code();
        }
    }
}
