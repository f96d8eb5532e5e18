package dev.openllm.server.config;

import dev.openllm.server.file.HomeFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where configuration files are.
 *
 * @param userFolders the user's own folders, highest precedence first; new files go to the first
 * @param policyFiles the administrator's policies, all of which apply; they need not exist
 */
public record ConfigLocations(List<Path> userFolders, List<Path> policyFiles) {

    private static final String FOLDER = "openllm";
    private static final String FILE = "config.yaml";
    private static final String POLICY = "policy.yaml";

    public ConfigLocations {
        userFolders = List.copyOf(userFolders);
        policyFiles = List.copyOf(policyFiles);
    }

    /** Without an administrator's policy. */
    public ConfigLocations(List<Path> userFolders) {
        this(userFolders, List.of());
    }

    /**
     * The locations on this machine: only {@code OPENLLM_CONFIG_HOME} if it is set; otherwise {@code
     * $XDG_CONFIG_HOME/openllm}, with {@code ~/.config} as its default, and then the platform's own folder.
     */
    public static ConfigLocations of(Map<String, String> environment, String userHome, String osName) {
        Optional<Path> only = absolute(environment.get("OPENLLM_CONFIG_HOME"));
        if (only.isPresent()) {
            return new ConfigLocations(List.of(only.get()), policyFiles(environment, osName));
        }
        Path home = Path.of(userHome);
        Path xdg = absolute(environment.get("XDG_CONFIG_HOME")).orElse(home.resolve(".config"));
        List<Path> folders = new ArrayList<>();
        folders.add(xdg.resolve(FOLDER));
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("mac")) {
            folders.add(home.resolve("Library").resolve("Application Support").resolve(FOLDER));
        } else if (os.contains("windows")) {
            absolute(environment.get("APPDATA")).ifPresent(appData -> folders.add(appData.resolve(FOLDER)));
        }
        return new ConfigLocations(folders.stream().distinct().toList(), policyFiles(environment, osName));
    }

    /**
     * No variable can move a policy away: on Windows the usual folder applies in addition to the one that a variable
     * names.
     */
    private static List<Path> policyFiles(Map<String, String> environment, String osName) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("windows")) {
            return Stream.concat(
                            Stream.of(Path.of("C:\\ProgramData")), absolute(environment.get("ProgramData")).stream())
                    .map(folder -> folder.resolve("OpenLLM").resolve(POLICY))
                    .distinct()
                    .toList();
        }
        return List.of(
                os.contains("mac")
                        ? Path.of("/Library/Application Support/OpenLLM", POLICY)
                        : Path.of("/etc/openllm", POLICY));
    }

    /** The locations of this process. */
    public static ConfigLocations ofThisMachine() {
        return of(System.getenv(), HomeFolder.of(System.getenv()).toString(), System.getProperty("os.name"));
    }

    /** The folder for new files of the user: configuration, {@code .env}, approvals. */
    public Path userFolder() {
        return userFolders.getFirst();
    }

    /** The user's files, highest precedence first; they need not exist. */
    public List<Path> userFiles() {
        return userFolders.stream().map(folder -> folder.resolve(FILE)).toList();
    }

    /** The file of a workspace folder; it need not exist. */
    public static Path workspaceFile(Path folder) {
        return folder.resolve(".config").resolve(FOLDER).resolve(FILE);
    }

    private static Optional<Path> absolute(String path) {
        return Stream.ofNullable(path)
                .filter(p -> !p.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .findFirst();
    }
}
