package dev.openllm.server.config.edit;

import dev.openllm.server.config.text.TextEdit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The latest changes of files, so that they can be taken back with the comments that went with them. */
final class UndoHistory {

    private static final int MOST = 50;

    private record Made(Path file, TextEdit change) {}

    private final Map<String, Made> made = new LinkedHashMap<>();

    /** Keeps a change, and says by what name. No name is given twice, not even by the next server. */
    synchronized String keep(Path file, TextEdit change) {
        String name = UUID.randomUUID().toString();
        made.put(name, new Made(file, change));
        if (made.size() > MOST) {
            made.remove(made.keySet().iterator().next());
        }
        return name;
    }

    /** The change of that name; empty when it is not known any more, or was one of another file. */
    synchronized Optional<TextEdit> find(String name, Path file) {
        return Optional.ofNullable(made.get(name))
                .filter(it -> it.file().equals(file))
                .map(Made::change);
    }
}
