package dev.openllm.server.cli;

import dev.openllm.protocol.access.AccessRule;
import dev.openllm.protocol.access.ListAccessParams;
import dev.openllm.protocol.access.PeerPermission;
import dev.openllm.protocol.access.RevokeAccessParams;
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
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "access",
        description = "List or revoke your access decisions for extensions and programs.",
        footer = {"", "Examples:", "  open-llm access list", "  open-llm access revoke acme.review"},
        synopsisSubcommandLabel = "COMMAND")
final class AccessCommand {

    private final Servers servers;
    private final Terminal terminal;

    AccessCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    /** The options that select one access decision: the client and, optionally, the model. */
    static final class Answer {

        @Parameters(paramLabel = "CLIENT", description = "The extension ID or program name.")
        private String consumer;

        @Option(
                names = "--model",
                paramLabel = "MODEL",
                description = "Limit the command to the decision for this " + "model.")
        private String model;

        private RevokeAccessParams params() {
            return new RevokeAccessParams(consumer, Optional.ofNullable(model));
        }
    }

    @Command(name = "list", description = "List your access decisions.")
    int list(@Mixin CommonOptions common) {
        return withSession(common, session -> {
            List<AccessRule> rules = Session.get(session.server().listAccess(ListAccessParams.TODAY))
                    .rules();
            if (common.json()) {
                JsonLines lines = new JsonLines(terminal.out());
                rules.forEach(lines::write);
            } else {
                print(rules);
            }
            return ExitCode.OK;
        });
    }

    @Command(
            name = "revoke",
            description = "Remove your decisions for an extension or program. You are asked again the next time it "
                    + "requests access.")
    int revoke(@Mixin CommonOptions common, @Mixin Answer answer) {
        return withSession(common, session -> {
            Session.get(session.server().revokeAccess(answer.params()));
            new StderrMessages(terminal).note("Revoked.");
            return ExitCode.OK;
        });
    }

    private void print(List<AccessRule> rules) {
        if (rules.isEmpty()) {
            new StderrMessages(terminal).note("No access decisions recorded yet.");
            return;
        }
        TextTable table = new TextTable(List.of("CLIENT", "ACCESS", "DECISION", "DECIDED"));
        for (AccessRule rule : rules) {
            table.addRow(
                    rule.consumer(),
                    rule.model()
                            .orElse(rule.permission().map(AccessCommand::name).orElse("all models")),
                    rule.allowed() ? "allowed" : "denied",
                    rule.answeredAt());
        }
        table.print(terminal);
    }

    private static String name(PeerPermission permission) {
        return switch (permission) {
            case CONFIGURATION -> "configuration";
            case TOOLS -> "editor tools";
            case DESTINATIONS -> "change data destinations";
        };
    }

    private int withSession(CommonOptions common, Function<Session, ExitCode> command) {
        try (Session session = Session.open(servers, common.config())) {
            session.problems().forEach(new StderrMessages(terminal)::problem);
            return command.apply(session).code();
        }
    }
}
