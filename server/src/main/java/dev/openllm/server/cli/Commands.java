package dev.openllm.server.cli;

import dev.openllm.server.cli.add.AddCommand;
import dev.openllm.server.cli.chat.ChatCommand;
import dev.openllm.server.cli.complete.CompleteCommand;
import dev.openllm.server.cli.completion.CompletionCommand;
import dev.openllm.server.cli.completion.CompletionValues;
import dev.openllm.server.cli.config.ConfigCommand;
import dev.openllm.server.cli.embed.EmbedCommand;
import dev.openllm.server.cli.imports.ImportCommand;
import dev.openllm.server.cli.launch.LaunchCommand;
import dev.openllm.server.cli.log.LogCommand;
import dev.openllm.server.cli.models.ModelsCommand;
import dev.openllm.server.cli.secrets.SecretsCommand;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/**
 * Creates the commands on demand. Reading the annotations of all commands takes longer than running most of the
 * commands.
 */
record Commands(Servers servers, Servers interactiveServers, Terminal terminal, Path cacheFolder) {

    /** The names of the commands, in the order in which the help lists them. */
    static final List<String> NAMES = List.of(
            "chat",
            "embed",
            "complete",
            "add",
            "import",
            "models",
            "providers",
            "secrets",
            "config",
            "log",
            "usage",
            "access",
            "trust",
            "doctor",
            "gateway",
            "launch",
            "serve",
            "completion",
            "help");

    /**
     * The commands that can be created without the other commands. The commands {@code completion} and {@code help}
     * depend on all commands.
     */
    static final Set<String> STANDALONE = Set.copyOf(NAMES.stream()
            .filter(name -> !List.of("completion", "help").contains(name))
            .toList());

    /** Creates a command together with its subcommands. */
    CommandLine create(String name) {
        return switch (name) {
            case "chat" -> new CommandLine(new ChatCommand(interactiveServers, terminal));
            case "embed" -> new CommandLine(new EmbedCommand(interactiveServers, terminal));
            case "complete" -> new CommandLine(new CompleteCommand(interactiveServers, terminal));
            case "add" -> new CommandLine(new AddCommand(interactiveServers, terminal));
            case "import" -> new CommandLine(new ImportCommand(interactiveServers, terminal));
            case "models" -> new CommandLine(new ModelsCommand(interactiveServers, terminal));
            case "providers" -> new CommandLine(new ProvidersCommand(interactiveServers, terminal));
            case "secrets" -> SecretsCommand.create(interactiveServers, terminal);
            case "config" -> new CommandLine(new ConfigCommand(interactiveServers, terminal));
            case "log" -> LogCommand.create(interactiveServers, terminal);
            case "usage" -> new CommandLine(new UsageCommand(interactiveServers, terminal));
            case "access" -> new CommandLine(new AccessCommand(interactiveServers, terminal));
            case "trust" -> new CommandLine(new TrustCommand(servers.folders(), terminal));
            case "doctor" -> new CommandLine(new DoctorCommand(interactiveServers, terminal));
            case "gateway" -> createGateway();
            case "launch" -> new CommandLine(new LaunchCommand(interactiveServers, terminal));
            case "serve" -> new CommandLine(new ServeCommand(servers));
            case "completion" ->
                new CommandLine(
                        new CompletionCommand(terminal, cacheFolder, new CompletionValues(servers, cacheFolder)));
            case "help" -> new CommandLine(new HelpCommand());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private CommandLine createGateway() {
        return new CommandLine(new GatewayCommand(servers))
                .addSubcommand(new GatewayServiceCommands.Start(servers, terminal))
                .addSubcommand(new GatewayServiceCommands.Stop(servers.gatewayService(), terminal))
                .addSubcommand(new GatewayServiceCommands.Status(servers, terminal))
                .addSubcommand(new GatewayServiceCommands.AtLogin(servers.gatewayService(), terminal))
                .addSubcommand(new GatewayTokenCommand(servers.gatewayTokens(), terminal));
    }
}
