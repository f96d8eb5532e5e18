package dev.openllm.server.config;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.server.config.trust.WorkspaceLookup;
import dev.openllm.server.config.trust.WorkspaceTrust;
import dev.openllm.server.file.HomeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The configuration of the running server. Merges a client's settings with the YAML files, and rereads all sources if
 * one of them changes. Files are read if {@link #use} or {@link #reload} is called or the file watch detects a change,
 * but never if {@link #current} is called.
 */
public final class LiveConfig implements ConfigSource, AutoCloseable {

    private final ConfigLocations locations;
    private final Optional<Path> onlyFile;
    private final List<Consumer<Config>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> reloadListeners = new CopyOnWriteArrayList<>();
    private final FileWatch watch;
    private final SourceReader reader;
    private final WorkspaceTrust trust;
    private final WorkspaceLookup lookup;
    private volatile SettingsParams settings;
    private volatile Sources sources;

    /**
     * The result of reading all configuration sources.
     *
     * @param layers the layers, lowest precedence first
     * @param merged the merged configuration
     * @param workspaceFiles the existing workspace files
     */
    record Sources(List<Layer> layers, Config merged, List<WorkspaceFile> workspaceFiles) {}

    private LiveConfig(
            ConfigLocations locations,
            Optional<Path> onlyFile,
            SettingsParams settings,
            Map<String, String> environment) {
        this.locations = locations;
        this.onlyFile = onlyFile;
        this.trust = WorkspaceTrust.of(locations.userFolders(), environment);
        this.lookup = new WorkspaceLookup(HomeFolder.of(environment), ConfigLocations::workspaceFile);
        this.settings = withConfiguredFolders(settings);
        this.watch = new FileWatch(this::reload);
        this.reader = new SourceReader(locations, onlyFile, environment, trust, watch);
        synchronized (this) { // The lock makes the started file watch wait until the initial state has been recorded.
            this.sources = reader.read(this.settings);
        }
    }

    /**
     * Creates a configuration from a client's settings, the user's YAML files, and the workspace folders' YAML files.
     */
    public static LiveConfig of(ConfigLocations locations) {
        return of(locations, System.getenv());
    }

    /** @param environment the environment variables that the user's own configuration can refer to */
    public static LiveConfig of(ConfigLocations locations, Map<String, String> environment) {
        return new LiveConfig(locations, Optional.empty(), SettingsParams.NONE, environment);
    }

    /** Creates a configuration as if {@link #use} were called immediately, but reads all sources only once. */
    public static LiveConfig of(ConfigLocations locations, SettingsParams settings) {
        return new LiveConfig(locations, Optional.empty(), settings, System.getenv());
    }

    /**
     * Creates a configuration from the specified file instead of the settings and all other YAML files, as requested by
     * {@code --config FILE}.
     */
    public static LiveConfig ofFile(ConfigLocations locations, Path file) {
        return new LiveConfig(locations, Optional.of(file.toAbsolutePath()), SettingsParams.NONE, System.getenv());
    }

    @Override
    public Config current() {
        return sources.merged();
    }

    @Override
    public void applySettings(SettingsParams newSettings) {
        settings = withConfiguredFolders(newSettings);
        reload();
    }

    /**
     * Unless the client is an editor, which asks the user for trust, replaces each open folder with the folder whose
     * configuration applies to it. Clients other than editors specify their working directory as the open folder, and
     * the server looks for the applicable configuration in the same way as for a command.
     */
    private SettingsParams withConfiguredFolders(SettingsParams client) {
        if (client.asksForTrust()) {
            return client;
        }
        List<String> folders = client.folders().stream()
                .flatMap(name ->
                        SourceReader.folderPath(name).map(this::resolveFolder).orElse(Optional.of(name)).stream())
                .distinct()
                .toList();
        return new SettingsParams(
                client.user(),
                client.workspace(),
                folders,
                client.trusted(),
                client.network(),
                client.groups(),
                client.userFile(),
                client.workspaceFile(),
                false);
    }

    private Optional<String> resolveFolder(Path folder) {
        return lookup.resolve(folder).map(Path::toString);
    }

    @Override
    public void onChange(Consumer<Config> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        watch.close();
    }

    /** Returns the folders that are open in the client, which identify the workspace. */
    public List<String> folders() {
        return settings.folders();
    }

    /**
     * Returns whether the user trusts the workspace, either because the client reports trust or because the user trusts
     * every configuration file in the workspace.
     */
    public boolean isTrusted() {
        List<WorkspaceFile> files = sources.workspaceFiles();
        return settings.trusted() || !files.isEmpty() && files.stream().allMatch(WorkspaceFile::used);
    }

    /** Returns the existing configuration files of the open folders. */
    public List<WorkspaceFile> workspaceFiles() {
        return sources.workspaceFiles();
    }

    /**
     * Returns notices about configuration files in open folders that are ignored because the user has not trusted them.
     */
    public List<Problem> ignoredFiles() {
        Sources snapshot = sources;
        Set<String> unused = snapshot.workspaceFiles().stream()
                .filter(file -> !file.used())
                .map(file -> file.file().toString())
                .collect(Collectors.toSet());
        return snapshot.merged().problems().stream()
                .filter(problem -> problem.file().filter(unused::contains).isPresent())
                .toList();
    }

    public WorkspaceTrust trust() {
        return trust;
    }

    /** Returns the settings that the client sent most recently. */
    public SettingsParams settings() {
        return settings;
    }

    Sources sources() {
        return sources;
    }

    public ConfigLocations locations() {
        return locations;
    }

    /** Returns the file specified with {@code --config}, if any. */
    public Optional<Path> onlyFile() {
        return onlyFile;
    }

    /**
     * Registers a listener that is called each time the sources are read, even if the configuration is unchanged: an
     * ignored file might have changed without affecting the configuration.
     */
    public void onReload(Runnable listener) {
        reloadListeners.add(listener);
    }

    /**
     * Rereads all sources. Listeners are called after the lock has been released, so they can call methods of this
     * object.
     */
    public void reload() {
        Config merged;
        boolean changed;
        synchronized (this) {
            Sources before = sources;
            sources = reader.read(settings);
            merged = sources.merged();
            changed = !merged.equals(before.merged());
        }
        for (Consumer<Config> listener : changed ? listeners : List.<Consumer<Config>>of()) {
            try {
                listener.accept(merged);
            } catch (RuntimeException failure) {
                reportListenerFailure(failure);
            }
        }
        for (Runnable listener : reloadListeners) {
            try {
                listener.run();
            } catch (RuntimeException failure) {
                reportListenerFailure(failure);
            }
        }
    }

    /** Reports an exception from a listener. The exception must not stop other listeners or the watch. */
    private static void reportListenerFailure(RuntimeException failure) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    }
}
