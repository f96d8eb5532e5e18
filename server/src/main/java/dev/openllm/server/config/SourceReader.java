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
    private static final Set<String> NATIVE_ONLY_KEYS = Set.of("providers", "defaultModel");

    private final ConfigLocations locations;
    private final Optional<Path> onlyFile;
    private final Variables variables;
    private final List<Problem> nameProblems;
    private final WorkspaceFiles files;
    private final FileWatch watch;
    private final Map<Path, YamlFile> cachedFiles = new LinkedHashMap<>();

    /**
     * @param onlyFile the file to read instead of all other files, if {@code --config} specifies one
     * @param watch the file watch that monitors the files
     */
    SourceReader(
            ConfigLocations locations,
            Optional<Path> onlyFile,
            Map<String, String> environment,
            WorkspaceTrust trust,
            FileWatch watch) {
        this.locations = locations;
        this.onlyFile = onlyFile;
        this.variables = Variables.of(environment);
        this.nameProblems = EnvironmentNames.problems(environment);
        this.files = new WorkspaceFiles(trust);
        this.watch = watch;
    }

    LiveConfig.Sources read(SettingsParams client) {
        List<Layer> layers = new ArrayList<>(onlyFile.isPresent() ? groupLayers(client) : clientLayers(client));
        Value.Block clientValues =
                Layers.merge(layers.stream().map(Layer::values).toList());
        String source = choice(clientValues, "source");
        if (source.equals("native")) {
            layers.replaceAll(SourceReader::withoutNativeOnlyKeys);
        }
        List<WorkspaceFile> workspaceFiles = new ArrayList<>();
        for (YamlFile file : refreshFiles(filesToRead(client, source, choice(clientValues, "nativeLevel")))) {
            if (file.source() == Origin.Source.YAML_WORKSPACE) {
                // If the file has disappeared, no trust decision applies to it, so values read from it earlier must not
                // be used.
                Optional<WorkspaceFile> workspaceFile = files.evaluate(file, client);
                workspaceFile.ifPresent(workspaceFiles::add);
                layers.add(workspaceFile
                        .map(workspace -> workspace.used()
                                ? file.layer(variables)
                                : file.untrusted(WorkspaceFiles.ignoredReason(workspace, client)))
                        .orElseGet(() -> file.empty().layer(variables)));
            } else {
                layers.add(file.layer(variables));
            }
        }
        locations.policyFiles().forEach(file -> PolicyFile.layer(file).ifPresent(layers::add));
        List<Problem> problems = Stream.of(
                        layers.stream().flatMap(l -> l.problems().stream()),
                        files.trustProblems(workspaceFiles),
                        nameProblems.stream())
                .flatMap(problemStream -> problemStream)
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
    private List<YamlFile> filesToRead(SettingsParams client, String source, String level) {
        if (onlyFile.isPresent()) {
            return List.of(YamlFile.named(onlyFile.get()));
        }
        List<YamlFile> result = new ArrayList<>();
        if (!source.equals("vscode") && !level.equals("workspace")) {
            for (Path file : locations.userFiles().reversed()) {
                result.add(YamlFile.at(file, Origin.Source.YAML_USER, Optional.empty()));
            }
        }
        if (!source.equals("vscode") && !level.equals("user")) {
            for (Path folder : folderPaths(client).reversed()) {
                if (isUserFile(ConfigLocations.workspaceFile(folder))) {
                    continue; // The home folder contains the user's own file, not a workspace file.
                }
                result.add(YamlFile.at(
                        ConfigLocations.workspaceFile(folder), Origin.Source.YAML_WORKSPACE, Optional.of(folder)));
            }
        }
        return result;
    }

    private boolean isUserFile(Path file) {
        return locations.userFiles().stream().anyMatch(userFile -> {
            try {
                return userFile.equals(file)
                        || Files.exists(file) && Files.exists(userFile) && Files.isSameFile(userFile, file);
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

    private List<YamlFile> refreshFiles(List<YamlFile> requested) {
        List<Path> paths = requested.stream().map(YamlFile::path).toList();
        watch.watch(
                Stream.concat(paths.stream(), locations.policyFiles().stream()).toList());
        cachedFiles.keySet().retainAll(paths);
        List<YamlFile> read = new ArrayList<>();
        for (YamlFile file : requested) {
            YamlFile refreshed = cachedFiles.getOrDefault(file.path(), file).refresh();
            cachedFiles.put(file.path(), refreshed);
            read.add(refreshed);
        }
        return read;
    }

    private String choice(Value.Block values, String name) {
        return values.get("config")
                .filter(Value.Block.class::isInstance)
                .flatMap(group -> ((Value.Block) group).text(name))
                .map(variables::expand)
                .orElse("both");
    }

    /**
     * Removes the values that, if {@code config.source} is {@code native}, are read exclusively from YAML files.
     * Providers that were added with Add Models are not removed.
     */
    private static Layer withoutNativeOnlyKeys(Layer layer) {
        if (layer.source() == Origin.Source.VSCODE_GROUP) {
            return layer;
        }
        Value.Block values = layer.values();
        return layer.withValues(new Value.Block(
                values.entries().stream()
                        .filter(e -> !NATIVE_ONLY_KEYS.contains(e.key()))
                        .toList(),
                values.origin()));
    }
}
