package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Settings for the client to write.
 *
 * @param level the user's settings or the workspace's
 * @param settings the settings to write; all of them, or none
 */
public record SettingsUpdateParams(ConfigLevel level, List<Setting> settings) {

    public SettingsUpdateParams {
        level = Wire.orElse(level, ConfigLevel.USER);
        settings = Wire.list(settings);
    }

    /**
     * A setting.
     *
     * @param name without the prefix {@code openLLM.}: {@code providers}, {@code secrets.keychain}
     * @param value the complete new value; absent removes it
     */
    public record Setting(String name, Optional<JsonNode> value) {

        public Setting {
            value = Wire.orElse(value, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
        }
    }
}
