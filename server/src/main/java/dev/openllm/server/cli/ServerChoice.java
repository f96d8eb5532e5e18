package dev.openllm.server.cli;

import dev.openllm.protocol.secret.ConfirmHostParams;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Which server a command asks: the one that runs for this folder, or one of its own. */
final class ServerChoice {

    @Option(
            names = "--own",
            description = "Read the configuration and keys itself, also where a server runs for this folder, such as"
                    + " that of a VS Code with openLLM.rpc.enabled.")
    private boolean own;

    /** Opens the server, and says when it is a running one. */
    Session open(Servers servers, CommonOptions common, Remarks remarks) {
        return open(servers, common, remarks, true);
    }

    /** As {@link #open}, with one of its own that can ask the person. */
    Session open(Servers servers, CommonOptions common, Remarks remarks, Predicate<ConfirmHostParams> mayGo) {
        return open(servers, common, remarks, true, () -> Session.asking(servers, common.config(), mayGo));
    }

    /** @param tells whether to say that it is a running one; one that cannot be used is always told of */
    Session open(Servers servers, CommonOptions common, Remarks remarks, boolean tells) {
        return open(servers, common, remarks, tells, () -> Session.open(servers, common.config()));
    }

    private Session open(
            Servers servers, CommonOptions common, Remarks remarks, boolean tells, Supplier<Session> ownServer) {
        if (own || common.config().isPresent()) {
            return ownServer.get();
        }
        return Session.running(servers, remarks::note)
                .map(running -> {
                    if (tells) {
                        remarks.note(running.where());
                    }
                    return running;
                })
                .orElseGet(ownServer);
    }
}
