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

    private static final Set<String> YES = Set.of("true", "yes", "on");
    private static final Set<String> NO = Set.of("false", "no", "off");

    private final ProblemList problems;
    private final Variables variables;

    ScalarReader(ProblemList problems, Variables variables) {
        this.problems = problems;
        this.variables = variables;
    }

    /** @param expands whether variables in the value are expanded when the value is used */
    Optional<Value> text(Value value, Format format, String path, boolean expands) {
        return scalar(value, path, UserText.of("a string")).flatMap(scalar -> {
            Optional<UserText> complaint = expands && Variables.in(scalar.text())
                    ? variables
                            .complaint(scalar.text(), scalar.origin(), name(path))
                            .or(() -> variables
                                    .environment()
                                    .flatMap(set ->
                                            Formats.complaint(format, variables.expanded(scalar.text()), name(path))))
                    : Formats.complaint(format, scalar.text(), name(path));
            complaint.ifPresent(wrong -> problems.error(scalar.origin(), path, wrong));
            return complaint.isPresent() ? Optional.empty() : Optional.of(scalar);
        });
    }

    Optional<Value> choice(Value value, Shape.Choice choice, String path, boolean expands) {
        String words = String.join(", ", choice.words());
        return scalar(value, path, UserText.of("one of {0}", words)).flatMap(scalar -> {
            if (expands && Variables.in(scalar.text())) {
                Optional<Value> text = text(scalar, Format.ANY, path, true);
                if (text.isEmpty() || variables.environment().isEmpty()) {
                    return text;
                }
            }
            String word = expands ? variables.expanded(scalar.text()) : scalar.text();
            if (choice.words().contains(word)) {
                return Optional.of(scalar);
            }
            UserText wrong = NearestNames.of(word, choice.words()).stream()
                    .findFirst()
                    .map(near -> UserText.of("'{0}' must be one of {1}. Did you mean '{2}'?", name(path), words, near))
                    .orElse(UserText.of("'{0}' must be one of {1}.", name(path), words));
            problems.error(scalar.origin(), path, wrong);
            return Optional.empty();
        });
    }

    Optional<Value> whole(Value value, Shape.Whole whole, String path) {
        return scalar(value, path, UserText.of("an integer")).flatMap(scalar -> {
            String digits = scalar.text().replace("_", "");
            if (!scalar.bare() || !digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > Integer.MAX_VALUE) {
                problems.wrong(scalar, path, UserText.of("an integer such as 8192"));
                return Optional.empty();
            }
            int number = Integer.parseInt(digits);
            if (number < whole.least()) {
                problems.error(
                        scalar.origin(), path, UserText.of("'{0}' must be at least {1}.", name(path), whole.least()));
                return Optional.empty();
            }
            if (number > whole.most()) {
                problems.error(
                        scalar.origin(), path, UserText.of("'{0}' must be at most {1}.", name(path), whole.most()));
                return Optional.empty();
            }
            return Optional.of(new Value.Scalar(String.valueOf(number), true, scalar.origin()));
        });
    }

    Optional<Value> decimal(Value value, String path) {
        return scalar(value, path, UserText.of("a number")).flatMap(scalar -> {
            if (scalar.bare() && scalar.text().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
                return Optional.of(scalar);
            }
            problems.wrong(scalar, path, UserText.of("a number such as 2.50"));
            return Optional.empty();
        });
    }

    Optional<Value> flag(Value value, String path) {
        return scalar(value, path, UserText.of("true or false")).flatMap(scalar -> {
            String word = scalar.text().toLowerCase(Locale.ROOT);
            if (scalar.bare() && (YES.contains(word) || NO.contains(word))) {
                return Optional.of(new Value.Scalar(String.valueOf(YES.contains(word)), true, scalar.origin()));
            }
            problems.wrong(scalar, path, UserText.of("true or false, without quotes"));
            return Optional.empty();
        });
    }

    private Optional<Value.Scalar> scalar(Value value, String path, UserText wanted) {
        if (value instanceof Value.Scalar scalar) {
            return Optional.of(scalar);
        }
        problems.wrong(value, path, wanted);
        return Optional.empty();
    }
}
