package dev.openllm.server.config.schema;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The problems of one source, in the order in which they are found. */
final class ProblemList {

    private final List<Problem> problems = new ArrayList<>();

    void add(Severity severity, Origin origin, String path, String message) {
        problems.add(new Problem(
                severity,
                message,
                origin.file().map(Object::toString),
                origin.line(),
                origin.column(),
                Optional.of(path)));
    }

    void error(Origin origin, String path, String message) {
        add(Severity.ERROR, origin, path, message);
    }

    /** A value of another kind than the wanted one. */
    void wrong(Value value, String path, String wanted) {
        error(value.origin(), path, "'" + name(path) + "' must be " + wanted + ", not " + value.kind() + ".");
    }

    int size() {
        return problems.size();
    }

    /** The first error that was added after the list had this size. */
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

    /** The key at the end of a path. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
