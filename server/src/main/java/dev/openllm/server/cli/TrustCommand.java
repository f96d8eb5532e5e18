package dev.openllm.server.cli;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.session.AskingServers;
import dev.openllm.server.cli.session.WorkspaceFolders;
import dev.openllm.server.cli.session.WorkspaceFolders.Decision;
import dev.openllm.server.cli.session.WorkspaceFolders.Found;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import dev.openllm.server.cli.terminal.UsageError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trust",
        description =
                "Trust the configuration of a folder: .config/openllm/config.yaml in it, or above it up to the root"
                        + " of its repository. Until then commands use only your own configuration.",
        footer = {
            "",
            "Trust applies to one folder and to what its configuration selects now. When a change sends data elsewhere,"
                    + " you are asked again. Only commands on a terminal ask; others report that the file is ignored.",
            "",
            "On machines without a user, set OPENLLM_TRUST to the absolute paths of trusted folders, "
                    + "separated like those of PATH.",
            "",
            "Examples:",
            "  open-llm trust",
            "  open-llm trust --list",
            "  open-llm trust --revoke ~/projects/app",
            "  OPENLLM_TRUST=/builds/project open-llm chat \"Summarize README.md.\""
        })
final class TrustCommand implements Callable<Integer> {

    private final WorkspaceFolders folders;
    private final Terminal terminal;

    @Parameters(paramLabel = "FOLDER", arity = "0..1", description = "The folder. Default: the current one.")
    private Path folder;

    @ArgGroup
    private Action action = new Action();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before trusting.")
    private boolean yes;

    @Option(names = "--json", description = "With --list: print one JSON object per line.")
    private boolean json;

    /** Alternatives to trusting a folder. */
    private static final class Action {

        @Option(names = "--list", description = "List your decisions.")
        private boolean list;

        @Option(names = "--revoke", description = "Remove your decisions about the folder: you are asked again.")
        private boolean revoke;
    }

    TrustCommand(WorkspaceFolders folders, Terminal terminal) {
        this.folders = folders;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ExitCode exitCode = action.list ? list() : action.revoke ? revoke() : trust();
        return exitCode.code();
    }

    private ExitCode list() {
        List<Decision> decisions = folders.decisions();
        if (json) {
            JsonLines lines = new JsonLines(terminal.out());
            decisions.forEach(lines::line);
        } else if (decisions.isEmpty()) {
            new StderrMessages(terminal).note("You have decided about no folder yet.");
        } else {
            TextTable table = new TextTable(List.of("FOLDER", "STATE", "SINCE"));
            decisions.forEach(decision -> table.row(
                    decision.folder(), decision.state(), decision.decided().orElse("")));
            table.print(terminal);
        }
        return ExitCode.OK;
    }

    private ExitCode revoke() {
        Path asked = folder();
        Path decided = folders.find(asked).map(Found::folder).orElse(asked);
        if (!folders.forget(decided)) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "There is no decision about " + decided + ".",
                    "Run open-llm trust --list to see your decisions.");
        }
        new StderrMessages(terminal).note("Revoked for " + decided + ".");
        return ExitCode.OK;
    }

    private ExitCode trust() {
        StderrMessages messages = new StderrMessages(terminal);
        Path asked = folder();
        Found found = folders.find(asked)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        "There is no .config/openllm/config.yaml in " + asked
                                + ", nor above it up to the root of a repository.",
                        "Name the folder that has it."));
        if (found.state() == WorkspaceFolders.State.TRUSTED) {
            messages.note("You trust " + found.folder() + " already.");
            return ExitCode.OK;
        }
        if (found.state() == WorkspaceFolders.State.UNREADABLE) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    found.file() + " cannot be trusted because it cannot be read: " + String.join(" ", found.selects()),
                    "Repair the file first.");
        }
        if (!yes && !AskingServers.canAsk(terminal)) {
            throw new UsageError("Nobody can be asked here: add --yes to trust " + found.folder()
                    + ", or name it in OPENLLM_TRUST.");
        }
        String question = AskingServers.question(terminal, found);
        if (yes || messages.agreed(question)) {
            folders.remember(found, true);
            messages.note("Trusted " + found.folder() + ".");
        } else {
            messages.note("Not trusted.");
        }
        return ExitCode.OK;
    }

    private Path folder() {
        Path asked =
                folder == null ? folders.current() : folder.toAbsolutePath().normalize();
        if (folder != null && !action.revoke && !Files.isDirectory(asked)) {
            throw new UsageError("There is no folder " + Terminal.harmless(asked.toString()) + ".");
        }
        return asked;
    }
}
