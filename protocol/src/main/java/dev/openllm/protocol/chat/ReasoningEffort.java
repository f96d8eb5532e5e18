package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much a model reasons before it responds, lowest level first. */
public enum ReasoningEffort {
    /** The model does not reason. */
    @JsonProperty("none")
    NONE,
    /** As little reasoning as possible. */
    @JsonProperty("minimal")
    MINIMAL,
    /** Little reasoning. */
    @JsonProperty("low")
    LOW,
    /** A balance between quality, time, and cost. */
    @JsonProperty("medium")
    MEDIUM,
    /** A large amount of reasoning. */
    @JsonProperty("high")
    HIGH,
    /** More than {@code high}. */
    @JsonProperty("xhigh")
    XHIGH,
    /** As much reasoning as possible. */
    @JsonProperty("max")
    MAX,
    /** As much reasoning as the model chooses; not a level. */
    @JsonProperty("auto")
    AUTO;

    private static final List<String> LEVELS = Arrays.stream(values())
            .filter(effort -> effort != AUTO)
            .map(ReasoningEffort::wireName)
            .toList();

    /** The wire names of the levels, lowest first, without {@code auto}. */
    public static List<String> levels() {
        return LEVELS;
    }

    /** The name on the wire, in the configuration, and on the command line. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
