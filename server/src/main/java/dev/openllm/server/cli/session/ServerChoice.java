package dev.openllm.server.cli.session;

import dev.openllm.protocol.secret.ConfirmHostParams;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.StderrMessages;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The server that a command uses: the one that runs for this folder, or one of its own. */
public final class ServerChoice {

    @Option(
            names = "--own",
            description =
                    "Use the command's own server, even if one is running for this folder, such as that of a VS Code "
                            + "with openLLM.rpc.enabled.")
    private boolean own;

    /** Opens the server, and reports if it is a running one. */
    public Session open(Servers servers, CommonOptions common, StderrMessages stderrMessages) {
        return open(servers, common, stderrMessages, true);
    }

    /** As {@link #open}, with one of its own that can ask the user. */
    public Session open(
            Servers servers, CommonOptions common, StderrMessages stderrMessages, Predicate<ConfirmHostParams> mayGo) {
        return open(servers, common, stderrMessages, true, () -> Session.asking(servers, common.config(), mayGo));
    }

    /** @param tells whether to report that it is a running one; one that cannot be used is always reported */
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
