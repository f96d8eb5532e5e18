package dev.openllm.server.config.schema;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.text.UserText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A configuration value as read from a source, before conversion to its final type. */
public sealed interface Value {

    Origin origin();

    /**
     * A scalar, such as a string or number, as written.
     *
     * @param text the text without quotation marks
     * @param unquoted whether the value is written without quotation marks, so that it can be a number or Boolean
     * @param origin the source of the value
     */
    record Scalar(String text, boolean unquoted, Origin origin) implements Value {}

    /** A mapping key without a value. */
    record Null(Origin origin) implements Value {}

    /**
     * An invalid value that fails closed: neither a value from a lower-precedence source nor a default is used in its
     * place.
     *
     * @param problem the reason for the rejection
     * @param origin the source of the value
     */
    record Invalid(Problem problem, Origin origin) implements Value {}

    /** A list of values. */
    record Items(List<Value> values, Origin origin) implements Value {

        public Items {
            values = List.copyOf(values);
        }
    }

    /** A mapping from keys to values, in the order in which the source lists them. */
    record Block(List<Entry> entries, Origin origin) implements Value {

        public Block {
            entries = List.copyOf(entries);
        }

        public static Block empty(Origin origin) {
            return new Block(List.of(), origin);
        }

        public Optional<Value> get(String key) {
            return entries.stream()
                    .filter(e -> e.key().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }

        Block with(Entry entry) {
            List<Entry> extended = new ArrayList<>(entries);
            extended.add(entry);
            return new Block(extended, origin);
        }

        public Optional<String> text(String key) {
            return get(key).flatMap(Value::asText);
        }
    }

    /** A key and its value in a mapping. */
    record Entry(String key, Origin origin, Value value) {}

    /** Returns the text of the value if the value is a scalar. */
    default Optional<String> asText() {
        return this instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    /** Returns the name of this kind of value, for use in descriptions of problems. */
    default UserText kind() {
        return switch (this) {
            case Scalar scalar ->
                scalar.unquoted() ? UserText.verbatim("'" + shorten(scalar.text()) + "'") : UserText.of("a string");
            case Null empty -> UserText.of("empty");
            case Invalid invalid -> UserText.of("an invalid value");
            case Items items -> UserText.of("a list");
            case Block block -> UserText.of("a mapping");
        };
    }

    private static String shorten(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}
