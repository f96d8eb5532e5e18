package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Settings the client shall write.
 *
 * @param level the person's settings or the workspace's
 * @param settings what to write; all of it, or nothing
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
     * @param value its new value, whole; absent removes it
     */
    public record Setting(String name, Optional<JsonNode> value) {

        public Setting {
            value = Wire.orElse(value, Optional.<JsonNode>empty()).filter(v -> !v.isNull());
        }
    }
}
