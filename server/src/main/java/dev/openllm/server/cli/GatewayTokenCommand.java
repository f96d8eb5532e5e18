package dev.openllm.server.cli;

import dev.openllm.server.cli.session.GatewayTokenStore;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "token",
        description = "Manage gateway tokens. A program that has its own token appears under the token's "
                + "name in the usage record, access decisions, and limits. By creating a token for a program, "
                + "you consent to the program's use of models.",
        footer = {
            "",
            "Examples:",
            "  open-llm gateway token add codex",
            "  open-llm gateway token list",
            "  open-llm gateway token revoke codex"
        },
        synopsisSubcommandLabel = "COMMAND")
final class GatewayTokenCommand {

    private final GatewayTokenStore tokens;
    private final Terminal terminal;

    GatewayTokenCommand(GatewayTokenStore tokens, Terminal terminal) {
        this.tokens = tokens;
        this.terminal = terminal;
    }

    /** The parameter that selects a gateway token. */
    static final class Name {

        @Parameters(paramLabel = "NAME", description = "The program name.")
        private String name;
    }

    /** The options for the output format of the token list. */
    static final class Format {

        @Option(names = "--json", description = "Print one JSON object per line.")
        private boolean json;
    }

    @Command(name = "add", description = "Create a token and print it. The token cannot be displayed again.")
    int add(@Mixin Name program) {
        terminal.out().println(tokens.add(program.name));
        return ExitCode.OK.code();
    }

    @Command(name = "list", description = "List the token names.")
    int list(@Mixin Format format) {
        List<GatewayTokenStore.Token> storedTokens = tokens.list();
        if (format.json) {
            JsonLines lines = new JsonLines(terminal.out());
            storedTokens.forEach(lines::write);
        } else if (storedTokens.isEmpty()) {
            new StderrMessages(terminal).note("No named tokens yet. To add one, run: open-llm gateway token add NAME");
        } else {
            TextTable table = new TextTable(List.of("NAME", "CREATED"));
            storedTokens.forEach(token -> table.addRow(token.name(), token.created()));
            table.print(terminal);
        }
        return ExitCode.OK.code();
    }

    @Command(
            name = "revoke",
            description = "Revoke a token. A running gateway rejects the token starting with the " + "next request.")
    int revoke(@Mixin Name program) {
        if (!tokens.revoke(program.name)) {
            throw new UsageError(
                    "No token is named " + program.name + ". To list the tokens, run: open-llm gateway token list");
        }
        new StderrMessages(terminal).note("Revoked.");
        return ExitCode.OK.code();
    }
}
