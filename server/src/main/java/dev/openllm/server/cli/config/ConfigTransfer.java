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

/** Transfers configuration between VS Code's settings and the YAML files: shows the changes, asks, and makes them. */
record ConfigTransfer(Servers servers, Terminal terminal) {

    /** The source and the destination, and whether the user confirmed it. */
    static final class Choice {

        @Option(names = "--from", paramLabel = "LEVEL", description = "user (the default) or workspace: this folder.")
        private Level from = Level.USER;

        @Option(names = "--to", paramLabel = "LEVEL", description = "user (the default) or workspace: this folder.")
        private Level to = Level.USER;

        @Option(
                names = "--settings",
                paramLabel = "FILE",
                description =
                        "VS Code's settings.json, if it is not the usual one: of a profile, VS Code Insiders, or a "
                                + "similar editor. A running VS Code notices the change.")
        private Path settings;

        @Option(names = "--dry-run", description = "Only show what would change.")
        private boolean dryRun;

        @Option(
                names = {"-y", "--yes"},
                description = "Do not ask before writing.")
        private boolean yes;
    }

    /** The levels by their names on the command line. */
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
            ConfigTransferParams look = new ConfigTransferParams(
                    new ConfigTarget(from, choice.from.level, Optional.empty()),
                    new ConfigTarget(to, choice.to.level, Optional.empty()),
                    true);
            ConfigEditResult preview = Session.get(session.server().transferConfig(look));
            String place = preview.file().orElse(settings.file().toString());
            preview.problems().forEach(new StderrMessages(terminal)::problem);
            show(preview.changes(), common.json());
            if (preview.changes().isEmpty()) {
                new StderrMessages(terminal).note("Nothing to change: " + place + " says all of it.");
            } else if (!choice.dryRun && isWanted(choice, preview.changes().size(), place)) {
                ConfigEditResult done = Session.get(
                        session.server().transferConfig(new ConfigTransferParams(look.from(), look.to(), false)));
                new StderrMessages(terminal)
                        .note("Changed " + place + "."
                                + done.backup()
                                        .map(copy -> " The file as it was: " + copy)
                                        .orElse(""));
            } else {
                new StderrMessages(terminal).note("Nothing was written to " + place + ".");
            }
        }
        return ExitCode.OK.code();
    }

    private EditorSettings settings(Choice choice, ConfigLevel level, ConfigStore from) {
        EditorSettings settings = servers.editorSettings(level, Optional.ofNullable(choice.settings));
        // Without its folder there is no VS Code of this user, or it is another one.
        boolean known = choice.settings != null || level == ConfigLevel.WORKSPACE;
        Path needed = from == ConfigStore.VSCODE || known
                ? settings.file()
                : settings.file().getParent();
        if (!Files.exists(needed) && (from == ConfigStore.VSCODE || !known)) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "There are no settings of VS Code at " + settings.file() + ".",
                    "Name the file with --settings, or do this in VS Code: \"Open LLM: Providers and Models\".");
        }
        return settings;
    }

    private void show(List<ConfigChange> changes, boolean json) {
        if (json) {
            JsonLines lines = new JsonLines(terminal.out());
            changes.forEach(lines::line);
        } else if (!changes.isEmpty()) {
            TextTable table = new TextTable(List.of("SETTING", "NOW", "THEN"));
            changes.forEach(change -> table.row(
                    ConfigCommand.yamlPath(change.path()),
                    change.before().map(Object::toString).orElse(""),
                    change.after().map(Object::toString).orElse("")));
            table.print(terminal);
        }
    }

    private boolean isWanted(Choice choice, int changes, String place) {
        if (choice.yes) {
            return true;
        }
        if (!terminal.inIsTerminal()) {
            throw new UsageError("Nobody can be asked here: add --yes to write, or --dry-run to only look.");
        }
        return new StderrMessages(terminal)
                .agreed("Write " + changes + (changes == 1 ? " change" : " changes") + " to " + place + "?");
    }
}
