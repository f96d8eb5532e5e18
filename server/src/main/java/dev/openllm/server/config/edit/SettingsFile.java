package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.SettingsUpdateParams.Setting;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.jsonc.JsoncText;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.text.FileText;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.HomeFolder;
import dev.openllm.server.file.InterProcessLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A VS Code {@code settings.json} file, which is changed directly if VS Code is not connected. A running instance of VS
 * Code detects changes to the file.
 */
public final class SettingsFile {

    static final String PREFIX = "openLLM.";

    private final Path file;
    private final InterProcessLocks locks;
    private final Backups backups;

    /** @param userFolder the user's configuration folder, which contains locks and backups */
    public SettingsFile(Path file, Path userFolder) {
        this.file = file.toAbsolutePath();
        this.locks = new InterProcessLocks(userFolder.resolve("locks"));
        this.backups = new Backups(userFolder.resolve("backups"));
    }

    /**
     * Returns the location of the file that contains the VS Code user settings. Source:
     * https://code.visualstudio.com/docs/configure/settings
     */
    public static Path userSettingsPath(Map<String, String> environment, String osName) {
        Path home = HomeFolder.of(environment);
        String os = osName.toLowerCase(Locale.ROOT);
        Path folder = os.contains("mac")
                ? home.resolve("Library").resolve("Application Support")
                : os.contains("windows")
                        ? Path.of(environment.getOrDefault(
                                "APPDATA", home.resolve("AppData\\Roaming").toString()))
                        : Path.of(environment.getOrDefault(
                                "XDG_CONFIG_HOME", home.resolve(".config").toString()));
        return folder.resolve("Code").resolve("User").resolve("settings.json");
    }

    /** Returns the location of the file that contains the VS Code settings of a folder. */
    public static Path folderSettingsPath(Path folder) {
        return folder.resolve(".vscode").resolve("settings.json");
    }

    public Path file() {
        return file;
    }

    /**
     * Returns this product's settings, with the prefix removed from their names.
     *
     * @throws OpenLlmException if the file cannot be read
     */
    public ObjectNode read() {
        try {
            ObjectNode values = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> setting :
                    new JsoncText(readText().text()).read().properties()) {
                if (setting.getKey().startsWith(PREFIX)) {
                    values.set(setting.getKey().substring(PREFIX.length()), setting.getValue());
                }
            }
            return values;
        } catch (IOException failed) {
            throw accessError(UserText.of("{0} cannot be read: {1}.", file, failed.getMessage()), failed);
        }
    }

    /**
     * Returns whether the value of any of the settings contains comments.
     *
     * @throws OpenLlmException if the file cannot be read
     */
    boolean containsComments(List<Setting> settings) {
        try {
            JsoncText text = new JsoncText(readText().text());
            for (Setting setting : settings) {
                if (text.hasComments(PREFIX + setting.name())) {
                    return true;
                }
            }
            return false;
        } catch (IOException failed) {
            throw accessError(UserText.of("{0} cannot be read: {1}.", file, failed.getMessage()), failed);
        }
    }

    /**
     * Writes settings and verifies them by reading them back.
     *
     * @return the backup copy of the previous file, if the file existed
     */
    public Optional<Path> write(List<Setting> settings) {
        return write(settings, true);
    }

    /** @param backup whether to create a backup copy of the file */
    Optional<Path> write(List<Setting> settings, boolean backup) {
        try (InterProcessLocks.HeldLock lock = locks.acquire(file)) {
            FileText before = readText();
            JsoncText text = new JsoncText(before.text());
            JsoncText changed = text.withContent(merge(settings, text.read()), SettingsRenderer.FILE_SHAPE);
            Optional<Path> copy = backup ? backups.store(file) : Optional.empty();
            AtomicFile.replace(file, before.encode(changed.text()));
            return copy;
        } catch (IOException failed) {
            throw accessError(UserText.of("{0} cannot be written: {1}.", file, failed.getMessage()), failed);
        }
    }

    private static ObjectNode merge(List<Setting> settings, ObjectNode all) {
        for (Setting setting : settings) {
            String name = PREFIX + setting.name();
            setting.value().ifPresentOrElse(value -> all.set(name, value), () -> all.remove(name));
        }
        return all;
    }

    private FileText readText() throws IOException {
        try {
            return Files.exists(file) ? FileText.read(file) : FileText.EMPTY;
        } catch (ConfigFileException broken) {
            throw new IOException(broken.getMessage());
        }
    }

    private OpenLlmException accessError(UserText message, IOException cause) {
        return new OpenLlmException(
                ErrorInfo.of(ErrorKind.CONFIG, message)
                        .withHint(UserText.of("Repair the file, or specify another file with --settings.")),
                cause);
    }
}
