package dev.openllm.server.cli.session;

import dev.openllm.protocol.secret.ConfirmHostParams;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.StderrMessages;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/**
 * Selects the server that a command uses: either the server that is already running for the current folder or a server
 * that the command starts.
 */
public final class ServerChoice {

    @Option(
            names = "--own",
            description = "Start a separate server for this command even if one is already running for this "
                    + "folder. For example, VS Code runs a server when the openLLM.rpc.enabled setting is "
                    + "turned on.")
    private boolean own;

    /** Opens a session with the selected server. Prints a message if a running server is used. */
    public Session open(Servers servers, CommonOptions common, StderrMessages stderrMessages) {
        return open(servers, common, stderrMessages, true);
    }

    /**
     * Opens a session in the same way as {@link #open}. A server that the command starts can ask the user whether to
     * send an API key to a host to which the key is not bound.
     *
     * @param confirmHost the function that asks the user
     */
    public Session open(
            Servers servers,
            CommonOptions common,
            StderrMessages stderrMessages,
            Predicate<ConfirmHostParams> confirmHost) {
        return open(
                servers,
                common,
                stderrMessages,
                true,
                () -> Session.confirmingHosts(servers, common.config(), confirmHost));
    }

    /**
     * Opens a session in the same way as {@link #open}.
     *
     * @param announce whether to print a message if a running server is used; if a running server cannot be used, a
     *     message is always printed
     */
    public Session open(Servers servers, CommonOptions common, StderrMessages stderrMessages, boolean announce) {
        return open(servers, common, stderrMessages, announce, () -> Session.open(servers, common.config()));
    }

    private Session open(
            Servers servers,
            CommonOptions common,
            StderrMessages stderrMessages,
            boolean announce,
            Supplier<Session> ownServer) {
        if (own || common.config().isPresent()) {
            return ownServer.get();
        }
        return Session.running(servers, stderrMessages::note)
                .map(running -> {
                    if (announce) {
                        stderrMessages.note(running.description());
                    }
                    return running;
                })
                .orElseGet(ownServer);
    }
}
