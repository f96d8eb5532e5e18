package dev.openllm.server.imports;

import dev.openllm.server.file.HomeFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The user's standard folders on the current operating system.
 *
 * @param current the working directory of the command
 */
public record ImportLocations(Map<String, String> environment, String osName, Path current) {

    public static ImportLocations ofThisProcess(Map<String, String> environment) {
        return new ImportLocations(
                environment, System.getProperty("os.name"), Path.of("").toAbsolutePath());
    }

    Path home() {
        return HomeFolder.of(environment);
    }

    /** Returns the folder that {@code XDG_CONFIG_HOME} specifies or, if the variable is not set, {@code ~/.config}. */
    Path config() {
        return variable("XDG_CONFIG_HOME").orElse(home().resolve(".config"));
    }

    /** Returns the folder in which desktop programs store their settings. */
    Path applicationData() {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("mac")) {
            return home().resolve("Library").resolve("Application Support");
        }
        return os.contains("windows")
                ? variable("APPDATA").orElse(home().resolve("AppData").resolve("Roaming"))
                : config();
    }

    /** Returns the {@code User} folders of VS Code and its derivatives. */
    List<Path> editorFolders() {
        return List.of("Code", "Code - Insiders", "VSCodium").stream()
                .map(editor -> applicationData().resolve(editor).resolve("User"))
                .toList();
    }

    Optional<Path> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
