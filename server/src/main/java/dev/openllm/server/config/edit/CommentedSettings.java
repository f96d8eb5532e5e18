package dev.openllm.server.config.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.config.SettingsUpdateParams.Setting;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.schema.NormalizedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Client settings whose values contain the user's comments. A client always writes an entire value, which would delete
 * the comments in it. This product therefore changes the values in the client's settings file, and the client then
 * detects the change.
 *
 * @param settings the settings as sent by the client
 * @param level the level of the settings to change
 */
record CommentedSettings(SettingsParams settings, ConfigLevel level) {

    /**
     * Returns the client's settings file if any of the settings to change contains comments. Returns an empty result if
     * the file's values differ from the values that the client sent, which indicates that the file is a different one
     * or that another program is changing it.
     *
     * @param userFolder the user's configuration folder, for locks and backups
     */
    Optional<SettingsFile> file(List<Setting> changed, Path userFolder) {
        try {
            return path().map(Path::of)
                    .filter(Files::exists)
                    .filter(this::isInsideWorkspace)
                    .map(path -> new SettingsFile(path, userFolder))
                    .filter(file -> file.containsComments(changed) && matchesClient(file, changed));
        } catch (OpenLlmException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether the settings file is still inside the workspace after symbolic links are resolved. Always returns
     * true for the user settings file.
     */
    private boolean isInsideWorkspace(Path file) {
        try {
            return level == ConfigLevel.USER || isInFolder(file.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private boolean isInFolder(Path realPath) throws IOException {
        for (String folder : settings.folders()) {
            if (realPath.startsWith(Path.of(folder).toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> path() {
        return level == ConfigLevel.USER ? settings.userFile() : settings.workspaceFile();
    }

    private ObjectNode values() {
        return level == ConfigLevel.USER ? settings.user() : settings.workspace();
    }

    private boolean matchesClient(SettingsFile file, List<Setting> changed) {
        ObjectNode fileValues = file.read();
        ObjectNode clientValues = SettingsRenderer.toFileContent(values());
        return changed.stream()
                .map(Setting::name)
                .allMatch(name -> NormalizedConfig.isEquivalent(
                        fileValues.path(name), clientValues.path(SettingsFile.PREFIX + name)));
    }

    /** Returns the settings that the client will send after it has detected the change. */
    SettingsParams with(List<Setting> changed) {
        ObjectNode values = values().deepCopy();
        changed.forEach(setting -> put(values, setting.name(), setting.value()));
        boolean isUserLevel = level == ConfigLevel.USER;
        return new SettingsParams(
                isUserLevel ? values : settings.user(),
                isUserLevel ? settings.workspace() : values,
                settings.folders(),
                settings.trusted(),
                settings.network(),
                settings.groups(),
                settings.userFile(),
                settings.workspaceFile(),
                settings.asksForTrust());
    }

    private static void put(ObjectNode values, String name, Optional<JsonNode> value) {
        int dot = name.lastIndexOf('.');
        ObjectNode group = dot < 0
                ? values
                : values.withObject("/" + name.substring(0, dot).replace('.', '/'));
        value.ifPresentOrElse(v -> group.set(name.substring(dot + 1), v), () -> group.remove(name.substring(dot + 1)));
    }
}
