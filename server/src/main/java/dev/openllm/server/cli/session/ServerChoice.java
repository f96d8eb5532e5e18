package dev.openllm.server.cli.session;

import dev.openllm.protocol.secret.ConfirmHostParams;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.StderrMessages;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Selects the server that a command uses: the running server of this folder or the command's own server. */
public final class ServerChoice {

    @Option(
            names = "--own",
            description = "Start a separate server for this command even if one is already running for this "
                    + "folder. For example, VS Code runs one when the setting openLLM.rpc.enabled is turned "
                    + "on.")
    private boolean own;

    /** Opens the server, and reports when a running server is used. */
    public Session open(Servers servers, CommonOptions common, StderrMessages stderrMessages) {
        return open(servers, common, stderrMessages, true);
    }

    /** Opens the server as {@link #open} does, except that the command's own server can ask the user. */
    public Session open(
            Servers servers, CommonOptions common, StderrMessages stderrMessages, Predicate<ConfirmHostParams> mayGo) {
        return open(servers, common, stderrMessages, true, () -> Session.asking(servers, common.config(), mayGo));
    }

    /**
     * @param tells whether to report that a running server is used; a running server that cannot be used is always
     *     reported
     */
    public Session open(Servers servers, CommonOptions common, StderrMessages stderrMessages, boolean tells) {
        return open(servers, common, stderrMessages, tells, () -> Session.open(servers, common.config()));
    }

    private Session open(
            Servers servers,
            CommonOptions common,
            StderrMessages stderrMessages,
            boolean tells,
            Supplier<Session> ownServer) {
        if (own || common.config().isPresent()) {
            return ownServer.get();
        }
        return Session.running(servers, stderrMessages::note)
                .map(running -> {
                    if (tells) {
                        stderrMessages.note(running.where());
                    }
                    return running;
                })
                .orElseGet(ownServer);
    }
}
