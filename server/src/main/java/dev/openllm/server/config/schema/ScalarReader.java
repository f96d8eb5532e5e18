package dev.openllm.server.config.schema;

import static dev.openllm.server.config.schema.ProblemList.name;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Shape.Format;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Checks scalar configuration values against their expected shapes. A value that does not match is reported as a
 * problem and omitted.
 */
final class ScalarReader {

    private static final Set<String> TRUE_KEYWORDS = Set.of("true", "yes", "on");
    private static final Set<String> FALSE_KEYWORDS = Set.of("false", "no", "off");

    private final ProblemList problems;
    private final Variables variables;

    ScalarReader(ProblemList problems, Variables variables) {
        this.problems = problems;
        this.variables = variables;
    }

    /** @param expandsVariables whether variables in the value are expanded when the value is used */
    Optional<Value> text(Value value, Format format, String path, boolean expandsVariables) {
        return scalar(value, path, UserText.of("a string")).flatMap(scalar -> {
            Optional<UserText> problem = expandsVariables && Variables.containsVariable(scalar.text())
                    ? variables
                            .problem(scalar.text(), scalar.origin(), name(path))
                            .or(() -> variables
                                    .environment()
                                    .flatMap(environment ->
                                            Formats.problem(format, variables.expand(scalar.text()), name(path))))
                    : Formats.problem(format, scalar.text(), name(path));
            problem.ifPresent(message -> problems.error(scalar.origin(), path, message));
            return problem.isPresent() ? Optional.empty() : Optional.of(scalar);
        });
    }

    Optional<Value> choice(Value value, Shape.Choice choice, String path, boolean expandsVariables) {
        String keywords = String.join(", ", choice.keywords());
        return scalar(value, path, UserText.of("one of {0}", keywords)).flatMap(scalar -> {
            if (expandsVariables && Variables.containsVariable(scalar.text())) {
                Optional<Value> text = text(scalar, Format.ANY, path, true);
                if (text.isEmpty() || variables.environment().isEmpty()) {
                    return text;
                }
            }
            String word = expandsVariables ? variables.expand(scalar.text()) : scalar.text();
            if (choice.keywords().contains(word)) {
                return Optional.of(scalar);
            }
            UserText message = NearestNames.of(word, choice.keywords()).stream()
                    .findFirst()
                    .map(nearest ->
                            UserText.of("'{0}' must be one of {1}. Did you mean '{2}'?", name(path), keywords, nearest))
                    .orElse(UserText.of("'{0}' must be one of {1}.", name(path), keywords));
            problems.error(scalar.origin(), path, message);
            return Optional.empty();
        });
    }

    Optional<Value> whole(Value value, Shape.WholeNumber whole, String path) {
        return scalar(value, path, UserText.of("an integer")).flatMap(scalar -> {
            String digits = scalar.text().replace("_", "");
            if (!scalar.unquoted() || !digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > Integer.MAX_VALUE) {
                problems.typeError(scalar, path, UserText.of("an integer such as 8192"));
                return Optional.empty();
            }
            int number = Integer.parseInt(digits);
            if (number < whole.min()) {
                problems.error(
                        scalar.origin(), path, UserText.of("'{0}' must be at least {1}.", name(path), whole.min()));
                return Optional.empty();
            }
            if (number > whole.max()) {
                problems.error(
                        scalar.origin(), path, UserText.of("'{0}' must be at most {1}.", name(path), whole.max()));
                return Optional.empty();
            }
            return Optional.of(new Value.Scalar(String.valueOf(number), true, scalar.origin()));
        });
    }

    Optional<Value> decimal(Value value, String path) {
        return scalar(value, path, UserText.of("a number")).flatMap(scalar -> {
            if (scalar.unquoted() && scalar.text().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
                return Optional.of(scalar);
            }
            problems.typeError(scalar, path, UserText.of("a number such as 2.50"));
            return Optional.empty();
        });
    }

    Optional<Value> flag(Value value, String path) {
        return scalar(value, path, UserText.of("true or false")).flatMap(scalar -> {
            String word = scalar.text().toLowerCase(Locale.ROOT);
            if (scalar.unquoted() && (TRUE_KEYWORDS.contains(word) || FALSE_KEYWORDS.contains(word))) {
                return Optional.of(
                        new Value.Scalar(String.valueOf(TRUE_KEYWORDS.contains(word)), true, scalar.origin()));
            }
            problems.typeError(scalar, path, UserText.of("true or false, without quotes"));
            return Optional.empty();
        });
    }

    private Optional<Value.Scalar> scalar(Value value, String path, UserText expected) {
        if (value instanceof Value.Scalar scalar) {
            return Optional.of(scalar);
        }
        problems.typeError(value, path, expected);
        return Optional.empty();
    }
}
