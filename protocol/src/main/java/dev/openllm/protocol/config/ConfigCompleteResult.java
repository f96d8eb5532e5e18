package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * What may stand at a place in a configuration file.
 *
 * @param items in the order to show them
 * @param startColumn where the word that they replace begins, from 1
 * @param endColumn behind the last letter of that word, from 1
 * @param hover what is said there already, in one or two sentences; absent where nothing is known of it
 */
public record ConfigCompleteResult(List<Item> items, int startColumn, int endColumn, Optional<String> hover) {

    public ConfigCompleteResult {
        items = Wire.list(items);
    }

    /**
     * Something that may be written.
     *
     * @param label as it is shown
     * @param text as it is written
     * @param detail one sentence for a person
     */
    public record Item(String label, String text, Kind kind, String detail) {}

    /** What an item is. */
    public enum Kind {
        @JsonProperty("key")
        KEY,
        @JsonProperty("value")
        VALUE
    }
}
