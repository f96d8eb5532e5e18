package dev.openllm.server.cli;

import dev.openllm.server.cli.session.WorkspaceFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A simulated current folder that can contain a workspace configuration. */
public final class ScriptedFolders implements WorkspaceFolders {

    private Optional<Found> foundConfig = Optional.empty();

    /** The trust decisions in chronological order. */
    final List<Boolean> trustDecisions = new ArrayList<>();

    final List<Path> forgotten = new ArrayList<>();

    void addConfigFile(State state, String... selectedValues) {
        Path folder = current();
        foundConfig =
                Optional.of(new Found(folder, folder.resolve("config.yaml"), state, List.of(selectedValues), "f1"));
    }

    @Override
    public Optional<Path> open() {
        return Optional.of(current());
    }

    @Override
    public Optional<Found> find(Path folder) {
        return foundConfig;
    }

    @Override
    public Path current() {
        return Path.of("/home/me/project");
    }

    @Override
    public void remember(Found found, boolean trusted) {
        trustDecisions.add(trusted);
    }

    @Override
    public boolean forget(Path folder) {
        forgotten.add(folder);
        return foundConfig.isPresent();
    }

    @Override
    public List<Decision> decisions() {
        return foundConfig
                .map(file -> new Decision(file.folder().toString(), "trusted", Optional.of("2026-05-04T09:30:00Z")))
                .stream()
                .toList();
    }
}
