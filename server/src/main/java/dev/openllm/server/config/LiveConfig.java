package dev.openllm.server.config;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.schema.Variables;
import dev.openllm.server.config.trust.Fingerprint;
import dev.openllm.server.config.trust.WorkspaceLookup;
import dev.openllm.server.config.trust.WorkspaceTrust;
import dev.openllm.server.config.trust.WorkspaceTrust.Verdict;
import dev.openllm.server.file.HomeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration of the running server. Merges a client's settings with the YAML files, and rereads all sources if
 * one of them changes. Files are read only on the thread that calls {@link #use} or on the watch's thread, never on a
 * thread that calls {@link #current}.
 */
public final class LiveConfig implements ConfigSource, AutoCloseable {

    /** The settings that are read only from YAML files if {@code config.source} is {@code native}. */
    private static final Set<String> CHOSEN_BY_SOURCE = Set.of("providers", "defaultModel");

    private final ConfigLocations places;
    private final Optional<Path> only;
    private final Variables variables;
    private final List<Problem> misspelled;
    private final List<Consumer<Config>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> reloadListeners = new CopyOnWriteArrayList<>();
    private final Map<Path, YamlFile> files = new LinkedHashMap<>();
    private final FileWatch watch;
    private final WorkspaceTrust trust;
    private final WorkspaceLookup lookup;
    private volatile SettingsParams settings = SettingsParams.NONE;
    private volatile Sources sources;

    /**
     * The result of reading the sources.
     *
     * @param layers the layers, lowest precedence first
     * @param merged the merged configuration
     * @param workspaceFiles the existing workspace files
     */
    record Sources(List<Layer> layers, Config merged, List<WorkspaceFile> workspaceFiles) {}

    private LiveConfig(ConfigLocations places, Optional<Path> only, Map<String, String> environment) {
        this.places = places;
        this.only = only;
        this.trust = WorkspaceTrust.of(places.userFolders(), environment);
        this.variables = Variables.of(environment);
        this.misspelled = EnvironmentNames.problems(environment);
        this.lookup = new WorkspaceLookup(HomeFolder.of(environment), ConfigLocations::workspaceFile);
        this.watch = new FileWatch(this::reload);
        synchronized (this) { // The watch starts here and waits until the initial state is recorded.
            this.sources = read();
        }
    }

    /**
     * Creates a configuration from a client's settings, the user's YAML files, and the workspace folders' YAML files.
     */
    public static LiveConfig of(ConfigLocations places) {
        return of(places, System.getenv());
    }

    /** @param environment the environment variables that the user's own configuration can refer to */
    public static LiveConfig of(ConfigLocations places, Map<String, String> environment) {
        return new LiveConfig(places, Optional.empty(), environment);
    }

    /**
     * Creates a configuration from this file in place of the settings and all other YAML files, as requested by {@code
     * --config FILE}.
     */
    public static LiveConfig ofFile(ConfigLocations places, Path file) {
        return new LiveConfig(places, Optional.of(file.toAbsolutePath()), System.getenv());
    }

    @Override
    public Config current() {
        return sources.merged();
    }

    @Override
    public void use(SettingsParams newSettings) {
        settings = newSettings.asksForTrust() ? newSettings : withConfiguredFolders(newSettings);
        reload();
    }

    /**
     * Replaces each open folder with the folder whose configuration applies to it. A program that runs without a client
     * specifies its working directory as the open folder, and the configuration is found in the same way as for a
     * command.
     */
    private SettingsParams withConfiguredFolders(SettingsParams client) {
        List<String> folders = client.folders().stream()
                .flatMap(name -> folderPath(name).map(this::open).orElse(Optional.of(name)).stream())
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

    private Optional<String> open(Path folder) {
        return lookup.open(folder).map(Path::toString);
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
     * Returns whether the user trusts the workspace, either in the client or by a decision on every configuration file
     * in the workspace.
     */
    public boolean trusted() {
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
        Sources now = sources;
        Set<String> unused = now.workspaceFiles().stream()
                .filter(file -> !file.used())
                .map(file -> file.file().toString())
                .collect(Collectors.toSet());
        return now.merged().problems().stream()
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

    public ConfigLocations places() {
        return places;
    }

    /** Returns the file specified with {@code --config}. */
    public Optional<Path> onlyFile() {
        return only;
    }

    /**
     * Registers a listener that is called each time the sources are read, even if the configuration is unchanged: an
     * ignored file might have changed without affecting the configuration.
     */
    public void onReload(Runnable listener) {
        reloadListeners.add(listener);
    }

    /** Rereads all sources. Listeners are called without holding the lock, so they can call this object. */
    public void reload() {
        Config merged;
        boolean changed;
        synchronized (this) {
            Sources before = sources;
            sources = read();
            merged = sources.merged();
            changed = !merged.equals(before.merged());
        }
        for (Consumer<Config> listener : changed ? listeners : List.<Consumer<Config>>of()) {
            try {
                listener.accept(merged);
            } catch (RuntimeException fault) {
                report(fault);
            }
        }
        for (Runnable listener : reloadListeners) {
            try {
                listener.run();
            } catch (RuntimeException fault) {
                report(fault);
            }
        }
    }

    /** Reports an exception from a listener. The exception must not stop other listeners or the watch. */
    private static void report(RuntimeException fault) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
    }

    private Sources read() {
        SettingsParams client = settings;
        List<Layer> layers = new ArrayList<>(only.isPresent() ? groupLayers(client) : clientLayers(client));
        Value.Block said = Layers.merge(layers.stream().map(Layer::values).toList());
        String source = choice(said, "source");
        if (source.equals("native")) {
            layers.replaceAll(LiveConfig::withoutChosen);
        }
        List<WorkspaceFile> workspaceFiles = new ArrayList<>();
        for (YamlFile file : refreshed(wantedFiles(client, source, choice(said, "nativeLevel")))) {
            if (file.source() == Origin.Source.YAML_WORKSPACE) {
                // If the file has disappeared, no trust decision applies to it, so values read from it earlier must not
                // be used.
                Optional<WorkspaceFile> judged = judged(file, client);
                judged.ifPresent(workspaceFiles::add);
                layers.add(judged.map(workspace -> workspace.used()
                                ? file.layer(variables)
                                : file.untrusted(whyUntrusted(workspace, client)))
                        .orElseGet(() -> file.empty().layer(variables)));
            } else {
                layers.add(file.layer(variables));
            }
        }
        places.policyFiles().forEach(file -> PolicyFile.layer(file).ifPresent(layers::add));
        List<Problem> problems = Stream.of(
                        layers.stream().flatMap(l -> l.problems().stream()),
                        trustProblems(workspaceFiles),
                        misspelled.stream())
                .flatMap(all -> all)
                .toList();
        Value.Block merged = Layers.merge(layers.stream().map(Layer::values).toList());
        Optional<Fault> unreadable = layers.stream()
                .flatMap(layer -> layer.unreadable().map(problem -> new Fault(problem, layer.source())).stream())
                .findFirst();
        Binding binding = new Binding(variables, unreadable);
        AllowedHosts allowedHosts = AllowedHosts.of(layers, variables);
        return new Sources(
                List.copyOf(layers), binding.bind(merged, client.network(), problems, allowedHosts), workspaceFiles);
    }

    /** Returns the workspace file together with its trust decision, or an empty result if there is no file. */
    private Optional<WorkspaceFile> judged(YamlFile file, SettingsParams client) {
        if (!Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Path folder = file.inside().orElseThrow();
        String fingerprint = Fingerprint.of(file.values());
        // The last values of a file that can no longer be read remain in effect, so the trust decision applies to those
        // values.
        Verdict verdict = trust.of(folder, file.read() ? Optional.of(fingerprint) : Optional.empty());
        boolean readable = file.failure().isEmpty();
        boolean used;
        if (client.asksForTrust()) {
            used = client.trusted() && (verdict == Verdict.TRUSTED || verdict == Verdict.UNKNOWN);
        } else {
            used = client.trusted() || verdict == Verdict.TRUSTED;
        }
        return Optional.of(new WorkspaceFile(folder, file.path(), fingerprint, verdict, used, readable));
    }

    private static UserText whyUntrusted(WorkspaceFile file, SettingsParams client) {
        if (client.asksForTrust() && !client.trusted()) {
            return UserText.of("This file is ignored because this workspace is not trusted.");
        }
        return file.verdict() == Verdict.CHANGED
                ? UserText.of("This file is ignored because it changed where data is sent after you trusted it. Run "
                                + "'open-llm trust' to use it.")
                        .inVsCode("This file is ignored because it changed where data is sent after you trusted it. To "
                                + "use it, agree when VS Code asks.")
                : UserText.of("This file is ignored because its folder is not trusted. Run 'open-llm trust' to use it.")
                        .inVsCode(
                                "This file is ignored because its folder is not trusted. To use it, agree when VS Code"
                                        + " asks.");
    }

    /**
     * Returns problems that prevent trust decisions from taking effect. Returns nothing if every workspace file is
     * already in effect.
     */
    private Stream<Problem> trustProblems(List<WorkspaceFile> workspaceFiles) {
        return workspaceFiles.stream().allMatch(WorkspaceFile::used)
                ? Stream.empty()
                : trust.problems().stream()
                        .map(message -> new Problem(
                                Problem.Severity.WARNING, message, Optional.empty(), 0, 0, Optional.empty()));
    }

    private List<Layer> clientLayers(SettingsParams client) {
        List<Layer> settings = List.of(
                Layer.ofSettings(client.user(), Origin.Source.VSCODE_USER, variables),
                client.trusted()
                        ? Layer.ofSettings(client.workspace(), Origin.Source.VSCODE_WORKSPACE, variables)
                        : Layer.ofUntrustedSettings(client.workspace()));
        return Stream.concat(groupLayers(client).stream(), settings.stream()).toList();
    }

    /**
     * Returns the providers that were added outside all settings and files and that {@code --config} therefore does not
     * replace.
     */
    private List<Layer> groupLayers(SettingsParams client) {
        return client.groups().isEmpty() ? List.of() : List.of(Layer.ofGroups(client.groups(), variables));
    }

    /** Returns the files to read, lowest precedence first. */
    private List<YamlFile> wantedFiles(SettingsParams client, String source, String level) {
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
            for (Path folder : folderPaths(client).reversed()) {
                if (isOfTheUser(ConfigLocations.workspaceFile(folder))) {
                    continue; // The folder is the home folder, which contains the user's own file.
                }
                wanted.add(YamlFile.at(
                        ConfigLocations.workspaceFile(folder), Origin.Source.YAML_WORKSPACE, Optional.of(folder)));
            }
        }
        return wanted;
    }

    private boolean isOfTheUser(Path file) {
        return places.userFiles().stream().anyMatch(own -> {
            try {
                return own.equals(file) || Files.exists(file) && Files.exists(own) && Files.isSameFile(own, file);
            } catch (IOException unknown) {
                return false;
            }
        });
    }

    /** Returns the open folders on local disks. Other folders contain no files that can be read. */
    private static List<Path> folderPaths(SettingsParams client) {
        List<Path> folders = new ArrayList<>();
        client.folders().forEach(name -> folderPath(name).ifPresent(folders::add));
        return folders;
    }

    /** Returns the folder's path, or an empty result for a folder in a virtual file system. */
    private static Optional<Path> folderPath(String name) {
        try {
            return Optional.of(Path.of(name)).filter(Path::isAbsolute);
        } catch (InvalidPathException notOnDisk) {
            return Optional.empty();
        }
    }

    private List<YamlFile> refreshed(List<YamlFile> wanted) {
        List<Path> paths = wanted.stream().map(YamlFile::path).toList();
        watch.watch(Stream.concat(paths.stream(), places.policyFiles().stream()).toList());
        files.keySet().retainAll(paths);
        List<YamlFile> read = new ArrayList<>();
        for (YamlFile file : wanted) {
            YamlFile fresh = files.getOrDefault(file.path(), file).refreshed();
            files.put(file.path(), fresh);
            read.add(fresh);
        }
        return read;
    }

    private String choice(Value.Block said, String name) {
        return said.get("config")
                .filter(Value.Block.class::isInstance)
                .flatMap(group -> ((Value.Block) group).text(name))
                .map(variables::expanded)
                .orElse("both");
    }

    /**
     * Removes the values that are read only from YAML files if {@code config.source} is {@code native}. Providers that
     * were added with Add Models are not removed.
     */
    private static Layer withoutChosen(Layer layer) {
        if (layer.source() == Origin.Source.VSCODE_GROUP) {
            return layer;
        }
        Value.Block values = layer.values();
        return layer.withValues(new Value.Block(
                values.entries().stream()
                        .filter(e -> !CHOSEN_BY_SOURCE.contains(e.key()))
                        .toList(),
                values.origin()));
    }
}
