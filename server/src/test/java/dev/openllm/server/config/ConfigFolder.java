package dev.openllm.server.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A user folder and a workspace folder on disk, for tests. */
public record ConfigFolder(Path root) {

    public Path userFile() {
        return root.resolve("home/openllm/config.yaml");
    }

    public Path workspace() {
        return root.resolve("workspace");
    }

    public Path workspaceFile() {
        return workspace().resolve(".config/openllm/config.yaml");
    }

    public ConfigLocations locations() {
        return new ConfigLocations(List.of(userFile().getParent()));
    }

    public ConfigFolder user(String yaml) {
        return write(userFile(), yaml);
    }

    public ConfigFolder workspace(String yaml) {
        return write(workspaceFile(), yaml);
    }

    /** Returns the configuration with the workspace open and with these VS Code settings. */
    Config read(String userSettings, String workspaceSettings, boolean trusted) {
        try (LiveConfig live = LiveConfig.of(locations())) {
            live.applySettings(settings(userSettings, workspaceSettings, trusted));
            return live.current();
        }
    }

    /** Returns the configuration of the files alone, with the workspace open and trusted. */
    Config read() {
        return read("{}", "{}", true);
    }

    public SettingsParams settings(String user, String workspace, boolean trusted) {
        return new SettingsParams(
                json(user), json(workspace), List.of(workspace().toString()), trusted, NetworkSettings.SYSTEM);
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Wire.JSON.readTree(text);
        } catch (IOException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    private ConfigFolder write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
