package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * Whether the model must call a tool.
 *
 * @param mode whether the model can choose, must not call a tool, must call any tool, or must call the tool {@code
 *     name}
 * @param name the tool that must be called, with mode {@code tool}
 */
public record ToolChoice(Mode mode, Optional<String> name) {

    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, Optional.empty());
    public static final ToolChoice NONE = new ToolChoice(Mode.NONE, Optional.empty());
    public static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, Optional.empty());

    public ToolChoice {
        mode = Wire.orElse(mode, Mode.AUTO);
    }

    /** How strictly tool calls are required. */
    public enum Mode {
        @JsonProperty("auto")
        AUTO,
        @JsonProperty("none")
        NONE,
        @JsonProperty("required")
        REQUIRED,
        @JsonProperty("tool")
        TOOL
    }
}
