package dev.openllm.server.cli;

import dev.openllm.server.cli.session.WorkspaceFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A simulated current folder that can contain a workspace configuration. */
public final class ScriptedFolders implements WorkspaceFolders {

    private Optional<Found> found = Optional.empty();

    /** The trust decisions in chronological order. */
    final List<Boolean> decided = new ArrayList<>();

    final List<Path> forgotten = new ArrayList<>();

    void has(State state, String... selects) {
        Path folder = current();
        found = Optional.of(new Found(folder, folder.resolve("config.yaml"), state, List.of(selects), "f1"));
    }

    @Override
    public Optional<Path> open() {
        return Optional.of(current());
    }

    @Override
    public Optional<Found> find(Path folder) {
        return found;
    }

    @Override
    public Path current() {
        return Path.of("/home/me/project");
    }

    @Override
    public void remember(Found about, boolean trusted) {
        decided.add(trusted);
    }

    @Override
    public boolean forget(Path folder) {
        forgotten.add(folder);
        return found.isPresent();
    }

    @Override
    public List<Decision> decisions() {
        return found
                .map(about -> new Decision(about.folder().toString(), "trusted", Optional.of("2026-05-04T09:30:00Z")))
                .stream()
                .toList();
    }
}
