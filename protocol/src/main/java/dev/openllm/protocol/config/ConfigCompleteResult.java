package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * Completions for a position in a configuration file.
 *
 * @param items in the order to show them
 * @param startColumn the start of the word that they replace, from 1
 * @param endColumn the position after the last character of that word, from 1
 * @param hover a description of the value there, in one or two sentences; absent where there is none
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
     * @param detail a one-sentence description
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
