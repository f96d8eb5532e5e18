package dev.openllm.server.cli.secrets;

import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "delete", description = "Delete an API key from one store or from all writable stores.")
final class DeleteKey implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private KeyTarget place;

    DeleteKey(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return KeySessions.modify(servers, common, terminal, session -> {
            SecretWhereResult before = Session.get(session.server().whereSecret(place.params()));
            SecretWhereResult after = Session.get(session.server().deleteSecret(place.params()));
            boolean nothingToDelete = before.tried().stream().noneMatch(place::mayContain);
            String message = nothingToDelete ? "No API key to delete was found for " + place.owner() + "." : "Deleted.";
            new StderrMessages(terminal)
                    .note(after.answering()
                            .map(location -> message + " An API key is " + (nothingToDelete ? "" : "still ")
                                    + "available in: " + location)
                            .orElse(message));
            return ExitCode.OK;
        });
    }
}
