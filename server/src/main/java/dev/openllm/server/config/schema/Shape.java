package dev.openllm.server.config.schema;

import java.util.List;
import java.util.Optional;

/** The expected type and constraints of a configuration value. {@link ConfigSchema} is composed of shapes. */
public sealed interface Shape {

    /** Returns the shape of the list items if the specified shape is the shape of a list. */
    static Optional<Shape> itemOf(Optional<Shape> shape) {
        return shape.filter(Listing.class::isInstance).map(s -> ((Listing) s).item());
    }

    /** A string. The value is used as written, so {@code on} and {@code 1.10} are not converted. */
    record Text(Format format, List<String> suggestions) implements Shape {

        /** @param suggestions the common values; other values are accepted as well */
        public Text {
            suggestions = List.copyOf(suggestions);
        }

        public Text(Format format) {
            this(format, List.of());
        }
    }

    /**
     * A string that must be one of several keywords.
     *
     * @param keywords the accepted keywords
     * @param descriptions the meaning of each keyword in Markdown, or an empty list
     */
    record Choice(List<String> keywords, List<String> descriptions) implements Shape {

        public Choice {
            keywords = List.copyOf(keywords);
            descriptions = List.copyOf(descriptions);
            if (!descriptions.isEmpty() && descriptions.size() != keywords.size()) {
                throw new IllegalArgumentException("each word needs a meaning: " + keywords);
            }
        }

        /** Returns the meaning of a keyword as plain text. */
        public String description(int index) {
            return Field.stripMarkdown(descriptions.get(index));
        }
    }

    /** An integer between a minimum and a maximum. */
    record WholeNumber(int min, int max) implements Shape {}

    /** A non-negative number that can have a fractional part. */
    record Decimal() implements Shape {}

    /** A Boolean value: {@code true} or {@code false}. */
    record Flag() implements Shape {}

    /**
     * A list. A single value is equivalent to a list with one item.
     *
     * @param item the shape of each item
     * @param keyword a keyword that is accepted in place of the list or as an item, such as {@code all}
     * @param mayBeEmpty whether an empty list is accepted; false if an empty list would select everything
     */
    record Listing(Shape item, Optional<String> keyword, boolean mayBeEmpty) implements Shape {

        static Listing of(Shape item) {
            return new Listing(item, Optional.empty(), true);
        }
    }

    /** A mapping with arbitrary keys and string values. */
    record Texts(Format keys, Format values) implements Shape {}

    /**
     * A mapping with known keys.
     *
     * @param key the field that identifies the group if the group is an item of a list. The item can be written as the
     *     value of this field alone, and items with equal values of this field are merged.
     * @param fields the known fields
     */
    record Group(Optional<String> key, List<Field> fields) implements Shape {

        public Group {
            fields = List.copyOf(fields);
        }

        public Optional<Field> field(String name) {
            return fields.stream().filter(f -> f.hasName(name)).findFirst();
        }
    }

    /** The required format of a string. */
    enum Format {
        ANY,
        /** At least one character other than whitespace. */
        NOT_BLANK,
        /** A name without spaces or slashes. */
        NAME,
        /** A URL that begins with {@code http://} or {@code https://} and contains no user name or password. */
        URL,
        /** The address of an HTTP proxy. {@code http://}, a user name, and a password are optional. */
        PROXY,
        /** A rule that allows hosts, in the syntax of {@link HostRule}. */
        HOST,
        /** A model as {@code provider/model}. */
        MODEL,
        /** The name of an environment variable. */
        VARIABLE,
        /** The name of an HTTP header. */
        HEADER_NAME,
        /** The value of an HTTP header: one line of printable characters. */
        HEADER_VALUE,
        /** A web origin as sent by a browser, such as {@code http://localhost:3000}. */
        ORIGIN,
        /** A host name or IP address with an optional port. */
        HOST_NAME
    }
}
