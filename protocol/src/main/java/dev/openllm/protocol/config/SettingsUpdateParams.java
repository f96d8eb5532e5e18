package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Settings for the client to write.
 *
 * @param level the level, user or workspace
 * @param settings the settings to write; either all or none are written
 */
public record SettingsUpdateParams(ConfigLevel level, List<Setting> settings) {

    public SettingsUpdateParams {
        level = Wire.orElse(level, ConfigLevel.USER);
        settings = Wire.list(settings);
    }

    /**
     * A client setting to write.
     *
     * @param name the name of the setting without the prefix {@code openLLM.}, such as {@code providers} or {@code
     *     secrets.keychain}
     * @param value the complete new value; absent to remove the setting
     */
    public record Setting(String name, Optional<JsonNode> value) {

        public Setting {
            value = Wire.orElse(value, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
        }
    }
}
