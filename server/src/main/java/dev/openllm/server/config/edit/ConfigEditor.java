package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.ConfigChange;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.config.ConfigStore;
import dev.openllm.protocol.config.ConfigTarget;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsUpdateParams;
import dev.openllm.protocol.config.SettingsUpdateParams.Setting;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.config.ConfigShow;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.WorkspaceFile;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.SchemaReader;
import dev.openllm.server.config.schema.SettingsTree;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.trust.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Edits configuration sources: YAML files in place, and VS Code settings through the client. */
public final class ConfigEditor implements ConfigEditing {

    private final LiveConfig config;
    private final SettingsWriter settingsWriter;
    private final YamlFileEditor yamlEditor;
    private final Backups backups;
    private final Optional<DestinationApproval> approval;

    public ConfigEditor(LiveConfig config, SettingsWriter settingsWriter) {
        this(
                config,
                settingsWriter,
                new YamlFileEditor(config.locations().userFolder()),
                new Backups(config.locations().userFolder().resolve("backups")),
                Optional.empty());
    }

    private ConfigEditor(
            LiveConfig config,
            SettingsWriter settingsWriter,
            YamlFileEditor yamlEditor,
            Backups backups,
            Optional<DestinationApproval> approval) {
        this.config = config;
        this.settingsWriter = settingsWriter;
        this.yamlEditor = yamlEditor;
        this.backups = backups;
        this.approval = approval;
    }

    @Override
    public ConfigEditing withApproval(DestinationApproval newApproval) {
        return new ConfigEditor(config, settingsWriter, yamlEditor, backups, Optional.of(newApproval));
    }

    @Override
    public ConfigShowResult show(ConfigShowParams params) {
        return ConfigShow.of(config, params);
    }

    @Override
    public ConfigEditResult edit(ConfigEditParams params) {
        return change(
                params.target(),
                current -> NormalizedEdit.apply(current, params.edits()),
                params.preview(),
                params.backup(),
                params.undo());
    }

    @Override
    public ConfigEditResult transfer(ConfigTransferParams params) {
        SchemaReader.Read source = SchemaReader.readRetainingUnknown(values(params.from()));
        ObjectNode transferred = NormalizedConfig.of(source.values());
        ConfigEditResult result = change(
                params.to(),
                current -> NormalizedMerge.of(current, transferred),
                params.preview(),
                true,
                Optional.empty());
        return new ConfigEditResult(result.changes(), result.file(), result.backup(), source.problems(), result.undo());
    }

    private ConfigEditResult change(
            ConfigTarget target,
            UnaryOperator<ObjectNode> editFunction,
            boolean preview,
            boolean backup,
            Optional<String> undo) {
        return preview || approval.isEmpty()
                ? perform(target, editFunction, preview, backup, undo)
                : perform(target, approvedEdit(target, editFunction, approval.get()), false, backup, undo);
    }

    /**
     * Returns the edit as a function that makes only changes that the user has approved. The user is asked before the
     * file is locked, because the reply might take minutes. If the changes of the edit are different by then, the
     * function throws an exception.
     */
    private UnaryOperator<ObjectNode> approvedEdit(
            ConfigTarget target, UnaryOperator<ObjectNode> editFunction, DestinationApproval approver) {
        AtomicReference<List<DestinationChange>> changes = new AtomicReference<>(List.of());
        perform(target, observed(editFunction, changes::set), true, false, Optional.empty());
        List<DestinationChange> approvedChanges = changes.get();
        if (!approvedChanges.isEmpty()) {
            approver.require(approvedChanges);
        }
        return observed(editFunction, currentChanges -> {
            if (!currentChanges.equals(approvedChanges)) {
                throw new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("The configuration changed before the edit could be applied. Nothing was written."),
                        UserText.of("Try again."));
            }
        });
    }

    private static UnaryOperator<ObjectNode> observed(
            UnaryOperator<ObjectNode> editFunction, Consumer<List<DestinationChange>> listener) {
        return current -> {
            ObjectNode before = current.deepCopy();
            ObjectNode after = editFunction.apply(current);
            listener.accept(DestinationChanges.between(before, after));
            return after;
        };
    }

    private ConfigEditResult perform(
            ConfigTarget target,
            UnaryOperator<ObjectNode> editFunction,
            boolean preview,
            boolean backup,
            Optional<String> undo) {
        if (target.store() == ConfigStore.VSCODE) {
            return changeSettings(target.level(), editFunction, preview, backup);
        }
        YamlFileEditor.Target file = file(target);
        UnaryOperator<ObjectNode> change = current -> {
            ObjectNode before = current.deepCopy();
            ObjectNode after = editFunction.apply(current);
            CommandGuard.rejectNew(before, after);
            return after;
        };
        if (preview) {
            return new ConfigEditResult(
                    yamlEditor.preview(file, change),
                    Optional.of(file.file().toString()),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
        }
        ConfigEditResult result = yamlEditor.edit(file, change, backup, undo, written -> retrust(file, written));
        config.reload();
        return result;
    }

    /**
     * Stores a trust decision on the new content of a file, so that a trusted file that the user edits or creates
     * remains trusted.
     */
    private void retrust(YamlFileEditor.Target target, Value.Block written) {
        Optional<Path> folder = target.rootFolder();
        boolean trusted = config.workspaceFiles().stream()
                .filter(workspaceFile -> workspaceFile.file().equals(target.file()))
                .allMatch(WorkspaceFile::used);
        if (folder.isPresent() && trusted) {
            config.trust().remember(folder.get(), Fingerprint.of(written), true);
        }
    }

    private ConfigEditResult changeSettings(
            ConfigLevel level, UnaryOperator<ObjectNode> change, boolean preview, boolean backup) {
        Origin.Source source = level == ConfigLevel.USER ? Origin.Source.VSCODE_USER : Origin.Source.VSCODE_WORKSPACE;
        ObjectNode settings = level == ConfigLevel.USER
                ? config.settings().user()
                : config.settings().workspace();
        ObjectNode before = NormalizedConfig.of(SettingsTree.read(settings, source));
        ObjectNode after = change.apply(before.deepCopy());
        rejectNewProblems(SettingsTree.read(settings, source), SettingsTree.read(after, source));
        List<ConfigChange> changes = NormalizedDiff.between(before, after);
        if (preview || changes.isEmpty()) {
            return new ConfigEditResult(changes, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        }
        List<Setting> changed = SettingsRenderer.changes(before, after);
        CommentedSettings commented = new CommentedSettings(config.settings(), level);
        return commented
                .file(changed, config.locations().userFolder())
                .map(file -> writeInPlace(file, commented, changed, changes, backup))
                .orElseGet(() ->
                        writeByClient(level, changed, changes, backup ? storeCopy(level, settings) : Optional.empty()));
    }

    private ConfigEditResult writeInPlace(
            SettingsFile file,
            CommentedSettings commented,
            List<Setting> changed,
            List<ConfigChange> changes,
            boolean backup) {
        Optional<Path> copy = file.write(changed, backup);
        config.applySettings(commented.with(changed));
        return new ConfigEditResult(
                changes, Optional.of(file.file().toString()), copy.map(Path::toString), List.of(), Optional.empty());
    }

    private ConfigEditResult writeByClient(
            ConfigLevel level, List<Setting> changed, List<ConfigChange> changes, Optional<Path> copy) {
        Optional<String> clientBackup = settingsWriter.write(new SettingsUpdateParams(level, changed));
        if (clientBackup.isPresent()) {
            copy.ifPresent(backups::delete);
        }
        return new ConfigEditResult(
                changes,
                Optional.empty(),
                clientBackup.or(() -> copy.map(Path::toString)),
                List.of(),
                Optional.empty());
    }

    /**
     * Stores a copy of the settings in a form that can be pasted into the VS Code settings file. The location of the
     * settings file is not always known, so the file itself cannot always be copied.
     */
    private Optional<Path> storeCopy(ConfigLevel level, ObjectNode settings) {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        String name = "vscode-" + level.name().toLowerCase(Locale.ROOT) + "-settings.json";
        try {
            byte[] json = Wire.JSON
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(SettingsRenderer.toFileContent(settings));
            return Optional.of(backups.store(name, json));
        } catch (IOException failed) {
            throw new OpenLlmException(
                    ErrorInfo.of(
                                    ErrorKind.CONFIG,
                                    UserText.of(
                                            "A backup of the VS Code settings cannot be saved in {0}.",
                                            backups.folder()))
                            .withHint(UserText.of(
                                    "Check that you have permission to write to the folder. Nothing was changed.")),
                    failed);
        }
    }

    private static void rejectNewProblems(Value.Block before, Value.Block after) {
        List<String> messages = SchemaReader.problemsOfChange(before).stream()
                .map(Problem::message)
                .toList();
        SchemaReader.problemsOfChange(after).stream()
                .filter(problem -> problem.severity() != Problem.Severity.WARNING)
                .filter(problem -> !messages.contains(problem.message()))
                .map(Problem::text)
                .findFirst()
                .ifPresent(message -> {
                    throw new OpenLlmException(ErrorKind.CONFIG, message, UserText.of("Nothing was written."));
                });
    }

    private Value.Block values(ConfigTarget target) {
        if (target.store() == ConfigStore.VSCODE) {
            return target.level() == ConfigLevel.USER
                    ? SettingsTree.read(config.settings().user(), Origin.Source.VSCODE_USER)
                    : SettingsTree.read(config.settings().workspace(), Origin.Source.VSCODE_WORKSPACE);
        }
        return yamlEditor.values(file(target));
    }

    private YamlFileEditor.Target file(ConfigTarget target) {
        if (target.level() == ConfigLevel.WORKSPACE) {
            Path folder = folder(target);
            return new YamlFileEditor.Target(ConfigLocations.workspaceFile(folder), Optional.of(folder));
        }
        Path file = config.onlyFile()
                .orElseGet(() -> config.locations().userFiles().stream()
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(config.locations().userFiles().getFirst()));
        return new YamlFileEditor.Target(file, Optional.empty());
    }

    /** Returns the workspace folder that an edit applies to. Edits can be made only in open folders. */
    private Path folder(ConfigTarget target) {
        List<String> folders = config.folders();
        String folder = target.folder().orElse(folders.isEmpty() ? "" : folders.getFirst());
        if (!folders.contains(folder) || folder.isEmpty()) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    folder.isEmpty()
                            ? UserText.of("No folder is open.")
                            : UserText.of("The folder {0} is not open.", folder),
                    UserText.of("Open the folder, or change your own configuration."));
        }
        return Path.of(folder);
    }
}
