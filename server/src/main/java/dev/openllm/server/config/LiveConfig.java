package dev.openllm.server.config;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsParams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The configuration of the running server: a client's settings and the YAML files, merged, read again when one of
 * them changes. All reading happens on the thread of {@link #use} or of the watch, never on that of {@link #current}.
 */
public final class LiveConfig implements ConfigSource, AutoCloseable {

    /** What {@code config.source: native} takes from the files alone. */
    private static final Set<String> CHOSEN_BY_SOURCE = Set.of("providers", "defaultModel");

    private final ConfigPlaces places;
    private final Optional<Path> only;
    private final List<Consumer<Config>> listeners = new CopyOnWriteArrayList<>();
    private final Map<Path, YamlFile> files = new LinkedHashMap<>();
    private final FileWatch watch;
    private SettingsParams settings = SettingsParams.NONE;
    private volatile Config current = Config.EMPTY;

    private LiveConfig(ConfigPlaces places, Optional<Path> only) {
        this.places = places;
        this.only = only;
        this.watch = new FileWatch(this::reload);
        reload();
    }

    /** Settings of a client, the person's YAML files and those of the workspace folders. */
    public static LiveConfig of(ConfigPlaces places) {
        return new LiveConfig(places, Optional.empty());
    }

    /** This one file and nothing else, as {@code --config FILE} asks for. */
    public static LiveConfig ofFile(ConfigPlaces places, Path file) {
        return new LiveConfig(places, Optional.of(file.toAbsolutePath()));
    }

    @Override
    public Config current() {
        return current;
    }

    @Override
    public void use(SettingsParams newSettings) {
        synchronized (this) {
            settings = newSettings;
        }
        reload();
    }

    @Override
    public void onChange(Consumer<Config> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        watch.close();
    }

    /** The folders open in the client; they name the workspace. */
    public synchronized List<String> folders() {
        return settings.folders();
    }

    /** Reads everything again. Listeners are called without the lock, so that they may call back. */
    private void reload() {
        Config merged;
        synchronized (this) {
            merged = read();
            if (merged.equals(current)) {
                return;
            }
            current = merged;
        }
        for (Consumer<Config> listener : listeners) {
            try {
                listener.accept(merged);
            } catch (RuntimeException fault) {
                // One listener's fault must not keep the others, or the watch, from going on.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
            }
        }
    }

    private Config read() {
        List<Problem> problems = new ArrayList<>();
        List<Value.Block> sources = only.isPresent() ? List.of() : clientSettings(problems);
        Value.Block said = Layers.merge(sources);
        String source = choice(said, "source");
        List<Value.Block> chosen = new ArrayList<>();
        for (Value.Block block : sources) {
            chosen.add(source.equals("native") ? withoutChosen(block) : block);
        }
        for (YamlFile file : refreshed(wantedFiles(source, choice(said, "nativeLevel")))) {
            problems.addAll(file.problems());
            chosen.add(checked(file.values(), problems));
        }
        NetworkSettings network = settings.network();
        return Binding.bind(Layers.merge(chosen), network, problems);
    }

    private List<Value.Block> clientSettings(List<Problem> problems) {
        return List.of(
                checked(SettingsTree.read(settings.user(), Origin.Source.VSCODE_USER), problems),
                checked(SettingsTree.read(settings.workspace(), Origin.Source.VSCODE_WORKSPACE), problems));
    }

    private Value.Block checked(Value.Block source, List<Problem> problems) {
        SchemaReader.Read read = SchemaReader.read(source, settings.trusted());
        problems.addAll(read.problems());
        return read.values();
    }

    /** The files to read, weakest first. */
    private List<YamlFile> wantedFiles(String source, String level) {
        if (only.isPresent()) {
            return List.of(YamlFile.named(only.get()));
        }
        List<YamlFile> wanted = new ArrayList<>();
        if (!source.equals("vscode") && !level.equals("workspace")) {
            for (Path file : places.userFiles().reversed()) {
                wanted.add(YamlFile.at(file, Origin.Source.YAML_USER, Optional.empty()));
            }
        }
        if (!source.equals("vscode") && !level.equals("user")) {
            for (String name : settings.folders().reversed()) {
                Path folder = Path.of(name);
                wanted.add(YamlFile.at(
                        ConfigPlaces.workspaceFile(folder), Origin.Source.YAML_WORKSPACE, Optional.of(folder)));
            }
        }
        return wanted;
    }

    private List<YamlFile> refreshed(List<YamlFile> wanted) {
        List<Path> paths = wanted.stream().map(YamlFile::path).toList();
        watch.watch(paths);
        files.keySet().retainAll(paths);
        List<YamlFile> read = new ArrayList<>();
        for (YamlFile file : wanted) {
            YamlFile fresh = files.getOrDefault(file.path(), file).refreshed();
            files.put(file.path(), fresh);
            read.add(fresh);
        }
        return read;
    }

    private static String choice(Value.Block said, String name) {
        return said.get("config").flatMap(group -> ((Value.Block) group).text(name)).orElse("both");
    }

    private static Value.Block withoutChosen(Value.Block block) {
        return new Value.Block(
                block.entries().stream().filter(e -> !CHOSEN_BY_SOURCE.contains(e.key())).toList(), block.origin());
    }
}
