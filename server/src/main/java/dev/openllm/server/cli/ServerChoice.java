package dev.openllm.server.cli;

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

    /** @param tells whether to say that it is a running one; one that cannot be used is always told of */
    Session open(Servers servers, CommonOptions common, Remarks remarks, boolean tells) {
        if (own || common.config().isPresent()) {
            return Session.open(servers, common.config());
        }
        return Session.running(servers, remarks::note)
                .map(running -> {
                    if (tells) {
                        remarks.note(running.where());
                    }
                    return running;
                })
                .orElseGet(() -> Session.open(servers, common.config()));
    }
}
