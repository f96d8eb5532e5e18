package dev.openllm.server.cli;

import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Style;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "providers",
        description = "List the active providers and their states. With --all or --json, also list built-in providers "
                + "that are not configured.",
        footer = {
            "",
            "Examples:",
            "  open-llm providers",
            "  open-llm providers --all",
            "  open-llm providers --json | jq -r 'select(.status.state == \"ready\").name'"
        })
final class ProvidersCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    @Option(names = "--all", description = "Also list built-in providers that are not configured.")
    private boolean known;

    @Option(names = "--refresh", description = "Search for local providers and check all providers again.")
    private boolean refresh;

    ProvidersCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = choice.open(servers, common, stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            ProviderStates states = ProviderStates.of(session, known || common.json(), refresh);
            if (common.json()) {
                JsonLines lines = new JsonLines(terminal.out());
                states.providers().forEach(lines::write);
            } else {
                print(states);
            }
        }
        return ExitCode.OK.code();
    }

    private void print(ProviderStates states) {
        TextTable table = new TextTable(List.of("PROVIDER", "STATE", "KEY", "URL", "SOURCE"))
                .styled(1, ProviderStates::styleOf)
                .styled(2, key -> key.equals("none") ? Style.OPEN : Style.PLAIN);
        for (ProviderInfo provider : states.providers()) {
            table.addRow(
                    provider.name(),
                    states.stateText(provider),
                    provider.keySource().orElse(provider.needsKey() ? "none" : ""),
                    provider.apiBase(),
                    provider.source().orElse(""));
        }
        table.print(terminal);
    }
}
