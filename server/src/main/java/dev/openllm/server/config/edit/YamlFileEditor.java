package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.ConfigChange;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.SchemaReader;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.text.FileText;
import dev.openllm.server.config.text.TextEdit;
import dev.openllm.server.config.yaml.YamlPatch;
import dev.openllm.server.config.yaml.YamlTree;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.CannotWrite;
import dev.openllm.server.file.InterProcessLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Changes YAML files safely: only one process writes at a time, the result is verified by reading it back, the file is
 * replaced atomically, and every character that the change does not affect is preserved. A file that cannot be read is
 * never overwritten.
 */
final class YamlFileEditor {

    /**
     * The maximum number of attempts for an edit. The edit is retried if a text editor, which does not acquire the
     * lock, has saved the file in the meantime.
     */
    private static final int MAX_ATTEMPTS = 5;

    private final InterProcessLocks locks;
    private final Backups backups;
    private final UndoHistory undoHistory = new UndoHistory();

    YamlFileEditor(Path userFolder) {
        this.locks = new InterProcessLocks(userFolder.resolve("locks"));
        this.backups = new Backups(userFolder.resolve("backups"));
    }

    /**
     * A file to change.
     *
     * @param file the location of the file
     * @param rootFolder the folder that the path must not leave through symbolic links; empty for the user's own files
     */
    record Target(Path file, Optional<Path> rootFolder) {

        Origin.Source source() {
            return rootFolder.isPresent() ? Origin.Source.YAML_WORKSPACE : Origin.Source.YAML_USER;
        }
    }

    /** Returns the changes that the edit would make, without writing them. */
    List<ConfigChange> preview(Target target, UnaryOperator<ObjectNode> change) {
        try {
            return plan(target, read(target), change, Optional.empty()).changes();
        } catch (IOException failed) {
            throw accessError(target, true, failed);
        }
    }

    /**
     * Makes a change.
     *
     * @param change the function that converts the current content to the new content
     * @param backup whether to create a backup copy of the previous file
     * @param undo the name of a change that this change undoes
     * @param beforeWriting the callback that receives the new content before it is written
     * @throws OpenLlmException of kind {@code config} if the change cannot be made, in which case nothing is written
     */
    ConfigEditResult edit(
            Target target,
            UnaryOperator<ObjectNode> change,
            boolean backup,
            Optional<String> undo,
            Consumer<Value.Block> beforeWriting) {
        Optional<TextEdit> changeToUndo = undo.flatMap(name -> undoHistory.find(name, target.file()));
        try (InterProcessLocks.HeldLock lock = locks.acquire(target.file())) {
            for (int i = 0; i < MAX_ATTEMPTS; i++) {
                FileText before = read(target);
                Plan plan = plan(target, before, change, changeToUndo);
                if (plan.changes().isEmpty()) {
                    return result(target, plan, Optional.empty(), Optional.empty());
                }
                if (before.equals(read(target))) {
                    Optional<Path> copy = backup ? backups.store(target.file()) : Optional.empty();
                    beforeWriting.accept(parse(target, plan.text()));
                    AtomicFile.replace(target.file(), plan.content());
                    TextEdit textEdit = TextEdit.between(before.text(), plan.text());
                    return result(target, plan, copy, Optional.of(undoHistory.store(target.file(), textEdit)));
                }
            }
            throw new CannotWrite(UserText.of("another program repeatedly changed it"));
        } catch (IOException failed) {
            throw accessError(target, false, failed);
        }
    }

    ConfigEditResult edit(Target target, UnaryOperator<ObjectNode> change, boolean backup, Optional<String> undo) {
        return edit(target, change, backup, undo, written -> {});
    }

    private record Plan(String text, byte[] content, List<ConfigChange> changes) {}

    private Plan plan(
            Target target, FileText before, UnaryOperator<ObjectNode> change, Optional<TextEdit> changeToUndo) {
        ObjectNode current = normalize(target, before);
        ObjectNode requested = change.apply(current.deepCopy());
        try {
            Optional<String> restored = changeToUndo.flatMap(textEdit -> restore(textEdit, before.text(), requested));
            String patched = restored.isPresent() ? restored.get() : YamlPatch.apply(before.text(), requested);
            byte[] content = before.encode(patched);
            FileText newFile = FileText.of(content);
            ObjectNode newConfig = YamlPatch.read(newFile.text());
            boolean matchesRequest = restored.isPresent() || NormalizedConfig.isEquivalent(requested, newConfig);
            if (content.length > FileText.MAX_BYTES || !matchesRequest) {
                throw new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("The change cannot be applied to {0}.", target.file()),
                        UserText.of("Make the change in the file."));
            }
            rejectNewProblems(target, before, newFile);
            return new Plan(patched, content, NormalizedDiff.between(current, newConfig));
        } catch (ConfigFileException broken) {
            throw invalidFileError(target, broken);
        }
    }

    /**
     * Returns the text with an earlier change undone, or an empty result if undoing the change does not result in the
     * wanted content. The order of list items is ignored in this comparison because undoing an edit can restore an
     * item's former position.
     */
    private static Optional<String> restore(TextEdit textEdit, String text, ObjectNode requested) {
        return textEdit.undo(text).filter(before -> {
            try {
                return NormalizedConfig.isEquivalentIgnoringOrder(requested, YamlPatch.read(before));
            } catch (ConfigFileException broken) {
                return false;
            }
        });
    }

    /**
     * Throws an exception if the resulting file would have new problems. This method is called before anything is
     * written.
     */
    private static void rejectNewProblems(Target target, FileText before, FileText after) throws ConfigFileException {
        Set<String> messages = new HashSet<>();
        problems(target, before).forEach(p -> messages.add(p.message()));
        for (Problem problem : problems(target, after)) {
            if (messages.add(problem.message()) && problem.severity() != Problem.Severity.WARNING) {
                throw new OpenLlmException(
                        ErrorKind.CONFIG, problem.text(), UserText.of("Nothing was written to {0}.", target.file()));
            }
        }
    }

    private static List<Problem> problems(Target target, FileText file) throws ConfigFileException {
        return SchemaReader.problemsOfChange(YamlTree.read(file.text(), target.source(), target.file()));
    }

    private static ObjectNode normalize(Target target, FileText file) {
        try {
            return YamlPatch.read(file.text());
        } catch (ConfigFileException broken) {
            throw invalidFileError(target, broken);
        }
    }

    /** Returns the values that a file currently contains. */
    Value.Block values(Target target) {
        try {
            return parse(target, read(target).text());
        } catch (IOException failed) {
            throw accessError(target, true, failed);
        }
    }

    private static Value.Block parse(Target target, String text) {
        try {
            return YamlTree.read(text, target.source(), target.file());
        } catch (ConfigFileException broken) {
            throw invalidFileError(target, broken);
        }
    }

    private static FileText read(Target target) throws IOException {
        rejectLinksOutsideFolder(target);
        if (!Files.exists(target.file())) {
            return FileText.EMPTY;
        }
        try {
            return FileText.read(target.file());
        } catch (ConfigFileException broken) {
            throw invalidFileError(target, broken);
        }
    }

    private static void rejectLinksOutsideFolder(Target target) throws IOException {
        if (target.rootFolder().isEmpty()) {
            return;
        }
        Path existing = target.file();
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        if (!existing.toRealPath().startsWith(target.rootFolder().get().toRealPath())) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of(
                            "{0} was not written because it is a link to a location outside the workspace.",
                            target.file()),
                    UserText.of("Replace the link with a file."));
        }
    }

    private static ConfigEditResult result(Target target, Plan plan, Optional<Path> backup, Optional<String> undo) {
        return new ConfigEditResult(
                plan.changes(), Optional.of(target.file().toString()), backup.map(Path::toString), List.of(), undo);
    }

    private static OpenLlmException invalidFileError(Target target, ConfigFileException broken) {
        String position = broken.line() == 0 ? "" : ":" + broken.line() + ":" + broken.column();
        return new OpenLlmException(
                ErrorKind.CONFIG,
                UserText.of("{0}: {1}", target.file() + position, broken.text()),
                UserText.of("Nothing was written. Repair the file, and then try again."));
    }

    private static OpenLlmException accessError(Target target, boolean reading, IOException cause) {
        UserText message = CannotWrite.reason(cause)
                .map(reason -> UserText.of("{0} cannot be written: {1}.", target.file(), reason))
                .orElse(
                        reading
                                ? UserText.of("{0} cannot be read.", target.file())
                                : UserText.of("{0} cannot be written.", target.file()));
        return new OpenLlmException(
                ErrorInfo.of(ErrorKind.CONFIG, message)
                        .withHint(
                                CannotWrite.reason(cause).isPresent()
                                        ? UserText.of("Nothing was written.")
                                        : UserText.of(
                                                "Check that you have permission to write to the file and that no other"
                                                        + " program has it open. Nothing was written.")),
                cause);
    }
}
