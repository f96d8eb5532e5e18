package dev.openllm.server.cli;

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
        description = "Use language models from the command line with the configuration and API keys of Open LLM "
                + "Provider.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Run 'open-llm COMMAND --help' to see the options of a command."})
final class OverviewCommand implements Callable<Integer> {

    private static final int MAX_SUGGESTIONS = 3;

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ServerChoice choice;

    /** The JSON object that {@code --json} prints. */
    private record Overview(List<ProviderInfo> providers, int models, Optional<String> defaultModel) {}

    OverviewCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    /**
     * Prints an overview of providers and models and suggests the next steps. This command runs if the user does not
     * specify a command.
     */
    @Override
    public Integer call() {
        StderrMessages stderrMessages = new StderrMessages(terminal);
        try (Session session = choice.open(servers, common, stderrMessages)) {
            session.problems().forEach(stderrMessages::problem);
            ProviderStates states = ProviderStates.of(session, true, false);
            List<ProviderInfo> activeProviders = states.providers().stream()
                    .filter(provider -> provider.status().state() != State.KNOWN)
                    .toList();
            if (common.json()) {
                new JsonLines(terminal.out())
                        .write(new Overview(activeProviders, states.models(), states.defaultModel()));
            } else {
                print(states, activeProviders);
            }
        }
        return ExitCode.OK.code();
    }

    private void print(ProviderStates states, List<ProviderInfo> activeProviders) {
        TextTable table = new TextTable(List.of("PROVIDER", "STATE")).styled(1, ProviderStates::styleOf);
        activeProviders.forEach(provider -> table.addRow(provider.name(), states.stateText(provider)));
        table.print(terminal);
        terminal.out().println();
        boolean onlyBuiltIn = states.defaultModel().orElse("echo/").startsWith("echo/");
        states.defaultModel()
                .filter(_ -> !onlyBuiltIn)
                .ifPresent(model -> printSuggestion("open-llm chat \"Hello\"", "chat with " + model));
        printSuggestion(
                "open-llm models",
                states.models() == 1
                        ? "list the available model"
                        : "list all " + states.models() + " " + "available models");
        activeProviders.stream()
                .filter(provider -> provider.status().state() == State.NO_KEY)
                .forEach(provider -> printSuggestion(
                        "open-llm secrets set " + provider.name(), "store an API key for " + provider.displayName()));
        activeProviders.stream()
                .filter(provider -> provider.status().state() == State.ERROR)
                .forEach(provider -> printSuggestion("open-llm doctor " + provider.name(), "diagnose the problem"));
        List<ProviderInfo> providersWithKey = states.providers().stream()
                .filter(provider -> provider.status().state() == State.KNOWN)
                .filter(provider -> keyVariable(provider).isPresent())
                .limit(MAX_SUGGESTIONS)
                .toList();
        providersWithKey.forEach(provider -> printSuggestion(
                "open-llm add " + provider.name(),
                "use the API key in " + keyVariable(provider).orElseThrow()));
        printSuggestion("open-llm add", "add a provider by name or URL");
        if (onlyBuiltIn) {
            printSuggestion("open-llm import", "import providers from other programs");
        }
        printSuggestion("open-llm help", "list all commands");
        terminal.out().flush();
    }

    private Optional<String> keyVariable(ProviderInfo provider) {
        return provider.keyEnv().stream()
                .filter(name -> !servers.environment().getOrDefault(name, "").isBlank())
                .findFirst();
    }

    private void printSuggestion(String command, String purpose) {
        terminal.out().printf("  %-34s %s%n", command, Terminal.sanitize(purpose));
    }
}
