package dev.openllm.server.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.SettingsUpdateParams.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings that VS Code stores in a file, of one level. */
public interface EditorSettings {

    Path file();

    /** This product's settings, without their prefix. */
    ObjectNode read();

    /** Writes settings. @return a copy of the previous file, if there was one */
    Optional<Path> write(List<Setting> settings);
}
