package dev.openllm.server.cli;

import dev.openllm.protocol.access.ListAccessParams;
import dev.openllm.protocol.access.ListAccessResult;
import dev.openllm.protocol.access.UsageOfDay;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "usage",
        description =
                "Show requests, tokens, and cost by day, client, and model from the usage record on " + "this machine.",
        footer = {
            "",
            "Examples:",
            "  open-llm usage",
            "  open-llm usage --by model --days 7",
            "  open-llm usage --csv > usage.csv",
            "  open-llm usage repair"
        },
        synopsisSubcommandLabel = "[COMMAND]")
final class UsageCommand implements Callable<Integer> {

    private final Servers servers;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "30",
            description = "The number of days to include. Default: 30.")
    private int days;

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns to group by: one or more of day, client, model, and key, separated by commas. "
                    + "Default: day,client,model.")
    private List<UsageReport.Part> by = List.of();

    @Option(names = "--csv", description = "Print comma-separated values, for spreadsheets.")
    private boolean csv;

    UsageCommand(Servers servers, Terminal terminal) {
        this.servers = servers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (csv && common.json()) {
            throw new UsageError("Specify either --json or --csv, not both.");
        }
        if (days < 1) {
            throw new UsageError("--days must be 1 or more.");
        }
        try (Session session = Session.open(servers, common.config())) {
            session.problems().forEach(new StderrMessages(terminal)::problem);
            ListAccessResult access =
                    Session.get(session.server().listAccess(new ListAccessParams(OptionalInt.of(days))));
            List<UsageOfDay> usage = access.usage();
            access.damagedUsageLines()
                    .ifPresent(lines -> new StderrMessages(terminal)
                            .note((lines == 1
                                            ? "1 damaged line of the usage record was"
                                            : lines + " damaged lines of the usage record were")
                                    + " skipped. Run `open-llm usage repair` to move damaged lines to"
                                    + " a separate file."));
            if (common.json()) {
                JsonLines lines = new JsonLines(terminal.out());
                usage.forEach(lines::write);
            } else {
                print(usage);
            }
        }
        return ExitCode.OK.code();
    }

    @Command(
            name = "repair",
            description = "Move damaged lines out of the usage record so that daily limits can be checked again.",
            footer = {"", "Examples:", "  open-llm usage repair"})
    int repair(@Mixin CommonOptions common) {
        List<Servers.RepairedUsage> repaired = servers.repairUsage();
        if (common.json()) {
            JsonLines lines = new JsonLines(terminal.out());
            repaired.forEach(lines::write);
            return ExitCode.OK.code();
        }
        StderrMessages messages = new StderrMessages(terminal);
        repaired.forEach(file -> messages.note(file.file() + ": moved "
                + (file.damagedLines() == 1 ? "1 damaged line" : file.damagedLines() + " damaged lines") + " to "
                + file.movedTo() + "."));
        if (repaired.isEmpty()) {
            messages.note("The usage record has no damaged lines.");
        }
        return ExitCode.OK.code();
    }

    private void print(List<UsageOfDay> usage) {
        if (csv) {
            terminal.out().print(report(usage).csv());
            terminal.out().flush();
        } else if (usage.isEmpty()) {
            new StderrMessages(terminal)
                    .note("No model was used in the last " + (days == 1 ? "day." : days + " days."));
        } else {
            report(usage).table().print(terminal);
        }
    }

    private UsageReport report(List<UsageOfDay> usage) {
        return UsageReport.of(usage, by.isEmpty() ? UsageReport.partsOf(usage) : by);
    }
}
