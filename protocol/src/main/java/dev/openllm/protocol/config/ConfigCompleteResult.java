package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Completions for a position in a configuration file.
 *
 * @param items the completions, in display order
 * @param startColumn the one-based column where the text to replace starts
 * @param endColumn the one-based column after the last character of the text to replace
 * @param hover a description of the value at the position, in one or two sentences; absent if there is none
 */
public record ConfigCompleteResult(List<Item> items, int startColumn, int endColumn, Optional<String> hover) {

    public ConfigCompleteResult {
        items = Wire.list(items);
    }

    /**
     * One completion.
     *
     * @param label the text to display
     * @param text the text to insert
     * @param kind whether the completion is a configuration key or a value
     * @param detail a one-sentence description
     */
    public record Item(String label, String text, Kind kind, String detail) {}

    /** Whether a completion is a configuration key or a value. */
    public enum Kind {
        @JsonProperty("key")
        KEY,
        @JsonProperty("value")
        VALUE
    }
}
