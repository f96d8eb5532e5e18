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
 * Settings of a client whose values contain comments of the user. The client writes entire values, which would delete
 * the comments; so they are changed in its own file, and the client notices.
 *
 * @param settings as the client sent them
 * @param level which of them are changed
 */
record CommentedSettings(SettingsParams settings, ConfigLevel level) {

    /**
     * The client's file, if one of the settings to be changed contains comments. Empty if its content differs from what
     * the client sent: then it is another file, or is being changed.
     *
     * @param userFolder the user's own folder, for locks and backups
     */
    Optional<SettingsFile> file(List<Setting> changed, Path userFolder) {
        try {
            return path().map(Path::of)
                    .filter(Files::exists)
                    .filter(this::isWhereItSays)
                    .map(path -> new SettingsFile(path, userFolder))
                    .filter(file -> file.holdsComments(changed) && saysTheSame(file, changed));
        } catch (OpenLlmException unreadable) {
            return Optional.empty();
        }
    }

    /** A workspace's file may not lead out of it through links. */
    private boolean isWhereItSays(Path file) {
        try {
            return level == ConfigLevel.USER || isInAFolder(file.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private boolean isInAFolder(Path real) throws IOException {
        for (String folder : settings.folders()) {
            if (real.startsWith(Path.of(folder).toRealPath())) {
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

    private boolean saysTheSame(SettingsFile file, List<Setting> changed) {
        ObjectNode written = file.read();
        ObjectNode handedOver = SettingsRenderer.file(values());
        return changed.stream()
                .map(Setting::name)
                .allMatch(
                        name -> NormalizedConfig.same(written.path(name), handedOver.path(SettingsFile.PREFIX + name)));
    }

    /** What the client will send once it has noticed the change. */
    SettingsParams with(List<Setting> changed) {
        ObjectNode values = values().deepCopy();
        changed.forEach(setting -> put(values, setting.name(), setting.value()));
        boolean ofUser = level == ConfigLevel.USER;
        return new SettingsParams(
                ofUser ? values : settings.user(),
                ofUser ? settings.workspace() : values,
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
