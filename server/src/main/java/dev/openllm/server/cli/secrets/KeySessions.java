package dev.openllm.server.cli.secrets;

import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.function.Function;

/** Opens the sessions for the subcommands of {@code secrets}. */
final class KeySessions {

    private KeySessions() {}

    /**
     * Runs a command that neither sends API keys to the server nor receives keys. Such a command can use a running
     * server. Any program of the user can read the output of a running server, but this output does not contain keys.
     */
    static int read(Terminal terminal, Function<StderrMessages, Session> open, Function<Session, ExitCode> command) {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = open.apply(stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            return command.apply(session).code();
        }
    }

    /** Runs a command that changes API keys. Only a server that the command starts can make these changes. */
    static int modify(Servers servers, CommonOptions common, Terminal terminal, Function<Session, ExitCode> command) {
        try (Session session = Session.open(servers, common.config())) {
            session.problems().forEach(new StderrMessages(terminal)::problem);
            return command.apply(session).code();
        }
    }
}
