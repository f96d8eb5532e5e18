package dev.openllm.protocol.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much a model reasons before it responds, from the lowest level to the highest. */
public enum ReasoningEffort {
    /** No reasoning. */
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
    /** More reasoning than {@code high}. */
    @JsonProperty("xhigh")
    XHIGH,
    /** As much reasoning as possible. */
    @JsonProperty("max")
    MAX,
    /** The amount of reasoning that the model chooses. This value is not a level. */
    @JsonProperty("auto")
    AUTO;

    private static final List<String> LEVELS = Arrays.stream(values())
            .filter(effort -> effort != AUTO)
            .map(ReasoningEffort::wireName)
            .toList();

    /** Returns the wire names of the levels, lowest first, without {@code auto}. */
    public static List<String> levels() {
        return LEVELS;
    }

    /** Returns the name that is used on the wire, in the configuration, and on the command line. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
