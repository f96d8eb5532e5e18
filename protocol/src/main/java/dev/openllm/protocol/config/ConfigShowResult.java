package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The configuration as it counts, value by value, and the places it comes from.
 *
 * @param values in the order of the schema
 * @param places every place that is read, weakest first
 * @param problems what is wrong in them
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
     * @param path as in {@link ConfigEdit}, in camelCase
     * @param value what counts
     * @param origin where it comes from
     * @param overridden what weaker places say instead, strongest first
     */
    public record Value(List<String> path, JsonNode value, Origin origin, List<Overridden> overridden) {

        public Value {
            path = Wire.list(path);
            overridden = Wire.list(overridden);
        }
    }

    /** A value that does not count, because a stronger place says another. */
    public record Overridden(JsonNode value, Origin origin) {}

    /**
     * Where a value comes from.
     *
     * @param place for a person: {@code VS Code user settings}, {@code ~/.config/openllm/config.yaml}
     * @param target the place, for an edit; absent for values that are built in or from the command line
     * @param file the file, for places that are files
     * @param line from 1; 0 when not known
     * @param column from 1; 0 when not known
     */
    public record Origin(String place, Optional<ConfigTarget> target, Optional<String> file, int line, int column) {}

    /**
     * A place that is read.
     *
     * @param target the place, for an edit; absent for a file of the command line
     * @param name for a person
     * @param file the file, for places that are files; it need not exist
     * @param exists whether anything is there
     */
    public record Place(Optional<ConfigTarget> target, String name, Optional<String> file, boolean exists) {}
}
