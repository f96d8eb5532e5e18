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
 * The locations of configuration files.
 *
 * @param userFolders the user's configuration folders, highest precedence first; new files are created in the first
 *     folder
 * @param policyFiles the administrator's policy files, all of which apply; the files might not exist
 */
public record ConfigLocations(List<Path> userFolders, List<Path> policyFiles) {

    private static final String FOLDER = "openllm";
    private static final String FILE = "config.yaml";
    private static final String POLICY = "policy.yaml";

    public ConfigLocations {
        userFolders = List.copyOf(userFolders);
        policyFiles = List.copyOf(policyFiles);
    }

    /** Creates an instance without administrator policies. */
    public ConfigLocations(List<Path> userFolders) {
        this(userFolders, List.of());
    }

    /**
     * Returns the locations of configuration files for the specified environment variables and operating system. If
     * {@code OPENLLM_CONFIG_HOME} is set, it specifies the only user folder. If it is not set, {@code
     * $XDG_CONFIG_HOME/openllm} (by default {@code ~/.config/openllm}) takes precedence over the platform's default
     * folder.
     */
    public static ConfigLocations of(Map<String, String> environment, String userHome, String osName) {
        Optional<Path> configHome = absolute(environment.get("OPENLLM_CONFIG_HOME"));
        if (configHome.isPresent()) {
            return new ConfigLocations(List.of(configHome.get()), policyFiles(environment, osName));
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
     * Returns the administrator's policy files. No environment variable can disable a policy: on Windows, the default
     * folder applies in addition to the folder that {@code ProgramData} specifies.
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

    /**
     * Returns the locations of configuration files for the environment variables and operating system of this process.
     */
    public static ConfigLocations ofThisMachine() {
        return of(System.getenv(), HomeFolder.of(System.getenv()).toString(), System.getProperty("os.name"));
    }

    /**
     * Returns the folder for new files of the user, such as the configuration file, {@code .env}, and the stored
     * approvals.
     */
    public Path userFolder() {
        return userFolders.getFirst();
    }

    /** Returns the user's configuration files, highest precedence first. The files might not exist. */
    public List<Path> userFiles() {
        return userFolders.stream().map(folder -> folder.resolve(FILE)).toList();
    }

    /** Returns the configuration file of a workspace folder. The file might not exist. */
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
