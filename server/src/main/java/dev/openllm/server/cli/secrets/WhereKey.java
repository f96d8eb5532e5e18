package dev.openllm.server.cli.secrets;

import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "where",
        description = "Show which store supplies a provider's API key, and show the state of each other store.")
final class WhereKey implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    @Mixin
    private KeyTarget place;

    WhereKey(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return KeySessions.read(terminal, stderrMessages -> choice.open(servers, common, stderrMessages), session -> {
            SecretWhereResult result = Session.get(session.server().whereSecret(place.params()));
            if (common.json()) {
                new JsonLines(terminal.out()).write(result);
            } else {
                print(result);
            }
            return result.answering().isPresent() ? ExitCode.OK : ExitCode.AUTH;
        });
    }

    private void print(SecretWhereResult result) {
        TextTable table = new TextTable(List.of("STORE", "KEY", ""));
        for (SecretWhereResult.Tried tried : result.tried()) {
            String outcome =
                    switch (tried.outcome()) {
                        case FOUND -> "found";
                        case ABSENT -> "none";
                        case UNAVAILABLE -> "unavailable";
                        case SWITCHED_OFF -> "turned off";
                        case OTHER_HOST -> "bound to a different host";
                    };
            table.addRow(tried.place(), outcome, tried.message().orElse(""));
        }
        table.print(terminal);
    }
}
