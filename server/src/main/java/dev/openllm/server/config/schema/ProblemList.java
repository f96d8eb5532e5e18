package dev.openllm.server.config.schema;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.Problem.Severity;
import dev.openllm.protocol.text.UserText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The problems in one configuration source, in the order of detection. */
final class ProblemList {

    private final List<Problem> problems = new ArrayList<>();

    void add(Severity severity, Origin origin, String path, UserText message) {
        problems.add(new Problem(
                severity,
                message,
                origin.file().map(Object::toString),
                origin.line(),
                origin.column(),
                Optional.of(path)));
    }

    void error(Origin origin, String path, UserText message) {
        add(Severity.ERROR, origin, path, message);
    }

    /** Adds a problem for a value that has an unexpected type. */
    void typeError(Value value, String path, UserText expected) {
        error(value.origin(), path, UserText.of("'{0}' must be {1}, not {2}.", name(path), expected, value.kind()));
    }

    int size() {
        return problems.size();
    }

    /** Returns the first error among the problems that were added after the first {@code size} problems. */
    Optional<Problem> firstErrorSince(int size) {
        for (Problem problem : problems.subList(size, problems.size())) {
            if (problem.severity() == Severity.ERROR) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }

    /** Returns the last configuration key in a path. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
