package dev.openllm.server.config.edit;

import dev.openllm.server.config.text.TextEdit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The latest changes of files, so that they can be undone together with the comments that they removed. */
final class UndoHistory {

    private static final int MOST = 50;

    private record Made(Path file, TextEdit change) {}

    private final Map<String, Made> made = new LinkedHashMap<>();

    /** Stores a change and returns its name. Names are never reused, not even by the next server. */
    synchronized String keep(Path file, TextEdit change) {
        String name = UUID.randomUUID().toString();
        made.put(name, new Made(file, change));
        if (made.size() > MOST) {
            made.remove(made.keySet().iterator().next());
        }
        return name;
    }

    /** The change with a name; empty when it is no longer known, or was for another file. */
    synchronized Optional<TextEdit> find(String name, Path file) {
        return Optional.ofNullable(made.get(name))
                .filter(it -> it.file().equals(file))
                .map(Made::change);
    }
}
