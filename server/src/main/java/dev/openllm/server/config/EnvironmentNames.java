package dev.openllm.server.config;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.Problem.Severity;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.NearestNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detects misspelled names of this product's environment variables. Other programs use variables with the same prefix,
 * {@code OPENLLM_}, so a variable is reported only if its name is similar to a known name.
 */
final class EnvironmentNames {

    private static final String PREFIX = "OPENLLM_";

    static final List<String> ALL = List.of(
            "COMMAND",
            "CONFIG_HOME",
            "CONTAINER",
            "GATEWAY_TOKEN",
            "GATEWAY_TOKEN_FILE",
            "RUNTIME",
            "RUNTIME_DIR",
            "STATE_DIR",
            "TRUST");

    /**
     * The maximum difference in length, in characters, between an unknown name and the known name that it resembles. A
     * larger difference, such as an additional word, indicates an unrelated variable.
     */
    private static final int MAX_LENGTH_DIFFERENCE = 2;

    private EnvironmentNames() {}

    /** Returns a warning for each environment variable whose name is probably misspelled. */
    static List<Problem> problems(Map<String, String> environment) {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .filter(name -> !ALL.contains(name))
                .sorted()
                .flatMap(name -> NearestNames.of(name, ALL).stream()
                        .filter(nearest -> Math.abs(nearest.length() - name.length()) <= MAX_LENGTH_DIFFERENCE)
                        .limit(1)
                        .map(nearest -> UserText.of(
                                "Unknown environment variable {0}. Did you mean {1}?",
                                PREFIX + name, PREFIX + nearest)))
                .map(text -> new Problem(Severity.WARNING, text, Optional.empty(), 0, 0, Optional.empty()))
                .toList();
    }
}
