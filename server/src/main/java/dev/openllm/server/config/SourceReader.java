package dev.openllm.server.config;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.schema.Variables;
import dev.openllm.server.config.trust.WorkspaceTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads all configuration sources and merges them. A file is reread only if it has changed. Only one call at a time is
 * allowed.
 */
final class SourceReader {

    /** The settings that, if {@code config.source} is {@code native}, are read exclusively from YAML files. */
    private static final Set<String> CHOSEN_BY_SOURCE = Set.of("providers", "defaultModel");

    private final ConfigLocations places;
    private final Optional<Path> only;
    private final Variables variables;
    private final List<Problem> misspelled;
    private final WorkspaceFiles files;
    private final FileWatch watch;
    private final Map<Path, YamlFile> known = new LinkedHashMap<>();

    /**
     * @param only the file to read instead of all other files, if {@code --config} specifies one
     * @param watch the file watch that monitors the files
     */
    SourceReader(
            ConfigLocations places,
            Optional<Path> only,
            Map<String, String> environment,
            WorkspaceTrust trust,
            FileWatch watch) {
        this.places = places;
        this.only = only;
        this.variables = Variables.of(environment);
        this.misspelled = EnvironmentNames.problems(environment);
        this.files = new WorkspaceFiles(trust);
        this.watch = watch;
    }

    LiveConfig.Sources read(SettingsParams client) {
        List<Layer> layers = new ArrayList<>(only.isPresent() ? groupLayers(client) : clientLayers(client));
        Value.Block said = Layers.merge(layers.stream().map(Layer::values).toList());
        String source = choice(said, "source");
        if (source.equals("native")) {
            layers.replaceAll(SourceReader::withoutChosen);
        }
        List<WorkspaceFile> workspaceFiles = new ArrayList<>();
        for (YamlFile file : refreshed(wantedFiles(client, source, choice(said, "nativeLevel")))) {
            if (file.source() == Origin.Source.YAML_WORKSPACE) {
                // If the file has disappeared, no trust decision applies to it, so values read from it earlier must not
                // be used.
                Optional<WorkspaceFile> judged = files.judged(file, client);
                judged.ifPresent(workspaceFiles::add);
                layers.add(judged.map(workspace -> workspace.used()
                                ? file.layer(variables)
                                : file.untrusted(WorkspaceFiles.whyUntrusted(workspace, client)))
                        .orElseGet(() -> file.empty().layer(variables)));
            } else {
                layers.add(file.layer(variables));
            }
        }
        places.policyFiles().forEach(file -> PolicyFile.layer(file).ifPresent(layers::add));
        List<Problem> problems = Stream.of(
                        layers.stream().flatMap(l -> l.problems().stream()),
                        files.trustProblems(workspaceFiles),
                        misspelled.stream())
                .flatMap(all -> all)
                .toList();
        Value.Block merged = Layers.merge(layers.stream().map(Layer::values).toList());
        Optional<Fault> unreadable = layers.stream()
                .flatMap(layer -> layer.unreadable().map(problem -> new Fault(problem, layer.source())).stream())
                .findFirst();
        Binding binding = new Binding(variables, unreadable);
        AllowedHosts allowedHosts = AllowedHosts.of(layers, variables);
        return new LiveConfig.Sources(
                List.copyOf(layers), binding.bind(merged, client.network(), problems, allowedHosts), workspaceFiles);
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
     * Returns a layer for the providers that were added outside all settings and files, if there are any. The option
     * {@code --config} does not replace these providers.
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
                    continue; // The home folder contains the user's own file, not a workspace file.
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
    static Optional<Path> folderPath(String name) {
        try {
            return Optional.of(Path.of(name)).filter(Path::isAbsolute);
        } catch (InvalidPathException notOnDisk) {
            return Optional.empty();
        }
    }

    private List<YamlFile> refreshed(List<YamlFile> wanted) {
        List<Path> paths = wanted.stream().map(YamlFile::path).toList();
        watch.watch(Stream.concat(paths.stream(), places.policyFiles().stream()).toList());
        known.keySet().retainAll(paths);
        List<YamlFile> read = new ArrayList<>();
        for (YamlFile file : wanted) {
            YamlFile fresh = known.getOrDefault(file.path(), file).refreshed();
            known.put(file.path(), fresh);
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
     * Removes the values that, if {@code config.source} is {@code native}, are read exclusively from YAML files.
     * Providers that were added with Add Models are not removed.
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
