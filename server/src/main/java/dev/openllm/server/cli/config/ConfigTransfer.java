package dev.openllm.server.cli.config;

import dev.openllm.protocol.config.ConfigChange;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.cli.session.EditorSettings;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.CommonOptions;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.StderrMessages;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import dev.openllm.server.cli.terminal.UsageError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Transfers configuration between the VS Code settings and the YAML files. Shows the changes, asks for confirmation,
 * and writes the changes.
 */
record ConfigTransfer(Servers servers, Terminal terminal) {

    /** The options that select the source and the destination, and the option that confirms the transfer in advance. */
    static final class Choice {

        @Option(
                names = "--from",
                paramLabel = "LEVEL",
                description = "The level to copy from: user, or workspace for " + "this folder. Default: user.")
        private Level from = Level.USER;

        @Option(
                names = "--to",
                paramLabel = "LEVEL",
                description = "The level to copy to: user, or workspace for this " + "folder. Default: user.")
        private Level to = Level.USER;

        @Option(
                names = "--settings",
                paramLabel = "FILE",
                description = "The settings.json file to use, such as the file of a profile, of VS Code Insiders, or "
                        + "of a similar editor. Default: the file of the default VS Code profile. If VS Code is "
                        + "running, it detects the change.")
        private Path settings;

        @Option(names = "--dry-run", description = "Show the changes without writing them.")
        private boolean dryRun;

        @Option(
                names = {"-y", "--yes"},
                description = "Write without asking for confirmation.")
        private boolean yes;
    }

    /** The configuration levels, as they are specified on the command line. */
    enum Level {
        USER(ConfigLevel.USER),
        WORKSPACE(ConfigLevel.WORKSPACE);

        private final ConfigLevel level;

        Level(ConfigLevel level) {
            this.level = level;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    int run(CommonOptions common, Choice choice, ConfigStore from) {
        ConfigStore to = from == ConfigStore.VSCODE ? ConfigStore.NATIVE : ConfigStore.VSCODE;
        ConfigLevel settingsLevel = (from == ConfigStore.VSCODE ? choice.from : choice.to).level;
        EditorSettings settings = settings(choice, settingsLevel, from);
        try (Session session = Session.withSettings(servers, common.configToWrite(), settingsLevel, settings)) {
            ConfigTransferParams previewParams = new ConfigTransferParams(
                    new ConfigTarget(from, choice.from.level, Optional.empty()),
                    new ConfigTarget(to, choice.to.level, Optional.empty()),
                    true);
            ConfigEditResult preview = Session.get(session.server().transferConfig(previewParams));
            String destination = preview.file().orElse(settings.file().toString());
            preview.problems().forEach(new StderrMessages(terminal)::problem);
            print(preview.changes(), common.json());
            if (preview.changes().isEmpty()) {
                new StderrMessages(terminal).note("Nothing to change: " + destination + " is already up to date.");
            } else if (!choice.dryRun && confirm(choice, preview.changes().size(), destination)) {
                ConfigEditResult result = Session.get(session.server()
                        .transferConfig(new ConfigTransferParams(previewParams.from(), previewParams.to(), false)));
                new StderrMessages(terminal)
                        .note("Changed " + destination + "."
                                + result.backup()
                                        .map(copy -> " Backup: " + copy)
                                        .orElse(""));
            } else {
                new StderrMessages(terminal).note("Nothing was written to " + destination + ".");
            }
        }
        return ExitCode.OK.code();
    }

    private EditorSettings settings(Choice choice, ConfigLevel level, ConfigStore from) {
        EditorSettings settings = servers.editorSettings(level, Optional.ofNullable(choice.settings));
        // If the folder does not exist, either VS Code is not installed for this user, or its settings are stored in a
        // different location.
        boolean isExplicit = choice.settings != null || level == ConfigLevel.WORKSPACE;
        Path requiredPath = from == ConfigStore.VSCODE || isExplicit
                ? settings.file()
                : settings.file().getParent();
        if (!Files.exists(requiredPath) && (from == ConfigStore.VSCODE || !isExplicit)) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "No VS Code settings were found at " + settings.file() + ".",
                    "Specify the file with --settings, or use the \"Open LLM: Providers and Models\" command in VS"
                            + " Code.");
        }
        return settings;
    }

    private void print(List<ConfigChange> changes, boolean json) {
        if (json) {
            JsonLines lines = new JsonLines(terminal.out());
            changes.forEach(lines::write);
        } else if (!changes.isEmpty()) {
            TextTable table = new TextTable(List.of("SETTING", "BEFORE", "AFTER"));
            changes.forEach(change -> table.addRow(
                    ConfigCommand.yamlPath(change.path()),
                    change.before().map(Object::toString).orElse(""),
                    change.after().map(Object::toString).orElse("")));
            table.print(terminal);
        }
    }

    private boolean confirm(Choice choice, int changes, String destination) {
        if (choice.yes) {
            return true;
        }
        if (!terminal.inIsTerminal()) {
            throw new UsageError("Confirmation requires a terminal. Add --yes to write the changes, or --dry-run to "
                    + "preview them.");
        }
        return new StderrMessages(terminal)
                .confirm("Write " + changes + (changes == 1 ? " change" : " changes") + " to " + destination + "?");
    }
}
