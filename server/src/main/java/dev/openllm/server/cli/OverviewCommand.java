package dev.openllm.server.cli;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus.State;
import dev.openllm.server.cli.session.ServerChoice;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "open-llm",
        description = "Language models from the command line, with the configuration and keys of Open LLM Provider.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Run open-llm COMMAND --help for a command's options."})
final class OverviewCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    /** What {@code --json} prints. */
    private record Overview(List<ProviderInfo> providers, int models, Optional<String> defaultModel) {}

    OverviewCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    /** Without a command: what there is, and what can be done next. */
    @Override
    public Integer call() {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = choice.open(servers, common, stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            List<ProviderInfo> providers = Session.get(
                            session.server().listProviders(new ListProvidersParams(false, false)))
                    .providers();
            ListModelsResult models = Session.get(session.server().listModels(ListModelsParams.ALL));
            if (common.json()) {
                new JsonLines(terminal.out())
                        .line(new Overview(providers, models.models().size(), models.defaultModel()));
            } else {
                print(providers, models);
            }
        }
        return ExitCode.OK.code();
    }

    private void print(List<ProviderInfo> providers, ListModelsResult models) {
        TextTable table = new TextTable(List.of("PROVIDER", "STATE"));
        providers.forEach(
                provider -> table.row(provider.name(), provider.status().message()));
        table.print(terminal);
        terminal.out().println();
        models.defaultModel().ifPresent(model -> next("open-llm chat \"Hello\"", "ask " + model));
        next(
                "open-llm models",
                models.models().size() == 1
                        ? "the one model there is"
                        : "all " + models.models().size() + " models");
        providers.stream()
                .filter(provider -> provider.status().state() == State.NO_KEY)
                .forEach(provider ->
                        next("open-llm secrets set " + provider.name(), "give a key for " + provider.displayName()));
        next("open-llm providers --all", "services that can be added");
        next("open-llm --help", "all commands");
        terminal.out().flush();
    }

    private void next(String command, String purpose) {
        terminal.out().printf("  %-34s %s%n", command, Terminal.harmless(purpose));
    }
}
