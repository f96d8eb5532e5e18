package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The effective configuration, value by value, and its sources.
 *
 * @param values the values, in the order of the schema
 * @param places all sources, lowest precedence first
 * @param problems the problems in the sources
 */
public record ConfigShowResult(List<Value> values, List<Place> places, List<Problem> problems) {

    public ConfigShowResult {
        values = Wire.list(values);
        places = Wire.list(places);
        problems = Wire.list(problems);
    }

    /**
     * A value.
     *
     * @param path the path, as in {@link ConfigEdit}, in camelCase
     * @param value the effective value
     * @param origin the source of the value
     * @param overridden the values from lower-precedence sources, highest precedence first
     */
    public record Value(List<String> path, JsonNode value, Origin origin, List<Overridden> overridden) {

        public Value {
            path = Wire.list(path);
            overridden = Wire.list(overridden);
        }
    }

    /** A value that a higher-precedence source overrides. */
    public record Overridden(JsonNode value, Origin origin) {}

    /**
     * The source of a value.
     *
     * @param place the name of the source, for the user: {@code VS Code user settings}, {@code
     *     ~/.config/openllm/config.yaml}
     * @param target the source as the target of an edit; absent for built-in values and values from the command line
     * @param file the file, for sources that are files
     * @param line the one-based line; 0 if unknown
     * @param column the one-based column; 0 if unknown
     */
    public record Origin(String place, Optional<ConfigTarget> target, Optional<String> file, int line, int column) {}

    /**
     * A configuration source.
     *
     * @param target the source as the target of an edit; absent for a file specified on the command line
     * @param name the display name
     * @param file the file, for sources that are files; it does not have to exist
     * @param exists whether the source exists
     */
    public record Place(Optional<ConfigTarget> target, String name, Optional<String> file, boolean exists) {}
}
