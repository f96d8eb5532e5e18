package dev.openllm.server.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.config.SettingsUpdateParams.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings that VS Code stores in a file for one configuration level. */
public interface EditorSettings {

    Path file();

    /** Returns the settings of this product. The names of the settings do not include the prefix of the product. */
    ObjectNode read();

    /** Writes settings. @return the path of the backup of the previous file, if the file existed */
    Optional<Path> write(List<Setting> settings);
}
