package dev.openllm.server.config.edit;

import dev.openllm.server.config.text.TextEdit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The history of the most recent changes to configuration files. Undoing a change also restores the comments that the
 * change removed.
 */
final class UndoHistory {

    private static final int MAX_CHANGES = 50;

    private record UndoStep(Path file, TextEdit change) {}

    private final Map<String, UndoStep> changes = new LinkedHashMap<>();

    /**
     * Stores a change and returns a unique name that identifies the change. Names are never reused, even after the
     * server restarts.
     */
    synchronized String store(Path file, TextEdit change) {
        String name = UUID.randomUUID().toString();
        changes.put(name, new UndoStep(file, change));
        if (changes.size() > MAX_CHANGES) {
            changes.remove(changes.keySet().iterator().next());
        }
        return name;
    }

    /**
     * Returns the change with the specified name, or an empty result if the name is unknown or the change affected a
     * different file.
     */
    synchronized Optional<TextEdit> find(String name, Path file) {
        return Optional.ofNullable(changes.get(name))
                .filter(made -> made.file().equals(file))
                .map(UndoStep::change);
    }
}
