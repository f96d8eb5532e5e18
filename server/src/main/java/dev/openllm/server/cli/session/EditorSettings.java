package dev.openllm.server.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.SettingsUpdateParams.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of one level that VS Code stores in a file. */
public interface EditorSettings {

    Path file();

    /** Returns the settings of this product without their prefix. */
    ObjectNode read();

    /** Writes settings. @return the backup of the previous file, if it existed */
    Optional<Path> write(List<Setting> settings);
}
