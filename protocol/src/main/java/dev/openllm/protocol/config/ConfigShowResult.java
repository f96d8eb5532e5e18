package dev.openllm.protocol.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The effective configuration values and their sources.
 *
 * @param values the values, in the order of the schema
 * @param places all configuration sources, lowest precedence first
 * @param problems the problems detected in the sources
 */
public record ConfigShowResult(List<Value> values, List<Place> places, List<Problem> problems) {

    public ConfigShowResult {
        values = Wire.list(values);
        places = Wire.list(places);
        problems = Wire.list(problems);
    }

    /**
     * An effective configuration value.
     *
     * @param path the path of the value, in camelCase, as in {@link ConfigEdit}
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
     * The source of a configuration value.
     *
     * @param place the display name of the source, such as {@code VS Code user settings} or {@code
     *     ~/.config/openllm/config.yaml}
     * @param target the source in the form that an edit requires; absent for built-in values and values from the
     *     command line
     * @param file the path of the file; absent if the source is not a file
     * @param line the one-based line; 0 if unknown
     * @param column the one-based column; 0 if unknown
     */
    public record Origin(String place, Optional<ConfigTarget> target, Optional<String> file, int line, int column) {}

    /**
     * A configuration source.
     *
     * @param target the source in the form that an edit requires; absent for a file specified on the command line
     * @param name the display name
     * @param file the path of the file, which does not have to exist; absent if the source is not a file
     * @param exists whether the source exists
     */
    public record Place(Optional<ConfigTarget> target, String name, Optional<String> file, boolean exists) {}
}
