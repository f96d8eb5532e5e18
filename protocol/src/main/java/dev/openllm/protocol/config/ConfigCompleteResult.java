package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Completions for a position in a configuration file.
 *
 * @param items the completions, in display order
 * @param startColumn the one-based column where the replaced word starts
 * @param endColumn the one-based column after the last character of the replaced word
 * @param hover a description of the value at the position, in one or two sentences; absent if there is none
 */
public record ConfigCompleteResult(List<Item> items, int startColumn, int endColumn, Optional<String> hover) {

    public ConfigCompleteResult {
        items = Wire.list(items);
    }

    /**
     * One completion.
     *
     * @param label the displayed text
     * @param text the inserted text
     * @param detail a description in one sentence
     */
    public record Item(String label, String text, Kind kind, String detail) {}

    /** The kind of a completion. */
    public enum Kind {
        @JsonProperty("key")
        KEY,
        @JsonProperty("value")
        VALUE
    }
}
