package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * Whether the model can or must call tools.
 *
 * @param mode whether tool calls are optional, forbidden, or required, or whether the model must call the tool {@code
 *     name}
 * @param name the name of the tool that the model must call; absent unless {@code mode} is {@code tool}
 */
public record ToolChoice(Mode mode, Optional<String> name) {

    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, Optional.empty());
    public static final ToolChoice NONE = new ToolChoice(Mode.NONE, Optional.empty());
    public static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, Optional.empty());

    public ToolChoice {
        mode = Wire.orElse(mode, Mode.AUTO);
    }

    /** Whether tool calls are optional, forbidden, or required, or whether the model must call a specific tool. */
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
