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
        description = "Trust the configuration file .config/openllm/config.yaml in a folder or in one of its "
                + "parent folders, up to the repository root. Until you trust the file, commands use "
                + "only your user configuration.",
        footer = {
            "",
            "Trust applies to one folder and to the hosts and models that its configuration currently selects. If a "
                    + "change to the configuration sends data elsewhere, you are asked again. Only commands that "
                    + "run on a terminal ask you; other commands report that the file is ignored.",
            "",
            "On unattended machines, set OPENLLM_TRUST to the absolute paths of trusted folders. Use the same "
                    + "separator as in PATH.",
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

    @Parameters(paramLabel = "FOLDER", arity = "0..1", description = "The folder. Default: the current folder.")
    private Path folder;

    @ArgGroup
    private Action action = new Action();

    @Option(
            names = {"-y", "--yes"},
            description = "Trust without asking for confirmation.")
    private boolean yes;

    @Option(names = "--json", description = "With --list, print one JSON object per line.")
    private boolean json;

    /** The options that list or remove trust decisions. If none is specified, the command trusts a folder. */
    private static final class Action {

        @Option(names = "--list", description = "List your trust decisions.")
        private boolean list;

        @Option(
                names = "--revoke",
                description = "Remove your decision for the folder. You are asked again the next time the folder's "
                        + "configuration is used.")
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
            decisions.forEach(lines::write);
        } else if (decisions.isEmpty()) {
            new StderrMessages(terminal).note("No trust decisions recorded yet.");
        } else {
            TextTable table = new TextTable(List.of("FOLDER", "STATE", "SINCE"));
            decisions.forEach(decision -> table.addRow(
                    decision.folder(), decision.state(), decision.decided().orElse("")));
            table.print(terminal);
        }
        return ExitCode.OK;
    }

    private ExitCode revoke() {
        Path requested = folder();
        Path decidedFolder = folders.find(requested).map(Found::folder).orElse(requested);
        if (!folders.forget(decidedFolder)) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "No trust decision is recorded for " + decidedFolder + ".",
                    "Run `open-llm trust --list` to list your decisions.");
        }
        new StderrMessages(terminal).note("Removed the trust decision for " + decidedFolder + ".");
        return ExitCode.OK;
    }

    private ExitCode trust() {
        StderrMessages messages = new StderrMessages(terminal);
        Path requested = folder();
        Found found = folders.find(requested)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        "No .config/openllm/config.yaml was found in " + requested
                                + " or in its parent folders up to the repository root.",
                        "Specify the folder that contains the file."));
        if (found.state() == WorkspaceFolders.State.TRUSTED) {
            messages.note("You already trust " + found.folder() + ".");
            return ExitCode.OK;
        }
        if (found.state() == WorkspaceFolders.State.UNREADABLE) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    found.file() + " cannot be trusted because it cannot be read: " + String.join(" ", found.selects()),
                    "Fix the file, and then try again.");
        }
        if (!yes && !AskingServers.canAsk(terminal)) {
            throw new UsageError("Confirmation requires a terminal. Add --yes to trust " + found.folder()
                    + ", or add the folder to OPENLLM_TRUST.");
        }
        String question = AskingServers.question(terminal, found);
        if (yes || messages.confirm(question)) {
            folders.remember(found, true);
            messages.note("Trusted " + found.folder() + ".");
        } else {
            messages.note("The folder was not trusted.");
        }
        return ExitCode.OK;
    }

    private Path folder() {
        Path requested =
                folder == null ? folders.current() : folder.toAbsolutePath().normalize();
        if (folder != null && !action.revoke && !Files.isDirectory(requested)) {
            throw new UsageError("Folder not found: " + Terminal.sanitize(requested.toString()) + ".");
        }
        return requested;
    }
}
