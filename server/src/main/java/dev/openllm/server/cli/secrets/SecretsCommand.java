package dev.openllm.server.cli.secrets;

import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "secrets",
        description = "Store, copy, test, or delete API keys. Only the 'env' command prints keys.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  open-llm secrets set openai",
            "  pass show openai | open-llm secrets set openai --store dotenv",
            "  open-llm secrets set openai --name second",
            "  open-llm secrets list",
            "  open-llm secrets where openai",
            "  open-llm secrets test openai",
            "  open-llm secrets copy openai --from dotenv --to keychain",
            "  eval \"$(open-llm secrets env openai)\""
        })
public final class SecretsCommand {

    private SecretsCommand() {}

    /** Returns the {@code secrets} command with its subcommands. */
    public static CommandLine create(Servers servers, Terminal terminal) {
        return new CommandLine(new SecretsCommand())
                .addSubcommand(new SetKey(servers, terminal))
                .addSubcommand(new DeleteKey(servers, terminal))
                .addSubcommand(new CopyKey(servers, terminal))
                .addSubcommand(new TestKey(servers, terminal))
                .addSubcommand(new PrintKeys(servers, terminal))
                .addSubcommand(new ListKeys(servers, terminal))
                .addSubcommand(new WhereKey(servers, terminal));
    }
}
