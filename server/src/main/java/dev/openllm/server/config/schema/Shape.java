package dev.openllm.server.config.schema;

import java.util.List;
import java.util.Optional;

/** The shape of a configuration value. {@link ConfigSchema} is composed of shapes. */
public sealed interface Shape {

    /** Returns the shape of the items, if this is the shape of a list. */
    static Optional<Shape> itemOf(Optional<Shape> shape) {
        return shape.filter(Listing.class::isInstance).map(s -> ((Listing) s).item());
    }

    /** Any text. The text is used as written, so {@code on} and {@code 1.10} are not converted. */
    record Text(Format format, List<String> known) implements Shape {

        /** @param known the common values; other values are accepted as well */
        public Text {
            known = List.copyOf(known);
        }

        public Text(Format format) {
            this(format, List.of());
        }
    }

    /**
     * One of several words.
     *
     * @param words the accepted words
     * @param meanings the meaning of each word in Markdown, or an empty list
     */
    record Choice(List<String> words, List<String> meanings) implements Shape {

        public Choice {
            words = List.copyOf(words);
            meanings = List.copyOf(meanings);
            if (!meanings.isEmpty() && meanings.size() != words.size()) {
                throw new IllegalArgumentException("each word needs a meaning: " + words);
            }
        }

        /** Returns the meaning of a word as plain text. */
        public String meaning(int word) {
            return Field.plain(meanings.get(word));
        }
    }

    /** An integer between a minimum and a maximum. */
    record Whole(int least, int most) implements Shape {}

    /** A non-negative number that can have a fractional part. */
    record Decimal() implements Shape {}

    /** True or false. */
    record Flag() implements Shape {}

    /**
     * A list. A single value is equivalent to a list with one item.
     *
     * @param item the shape of each item
     * @param word a word that is accepted in place of the list or as an item, such as {@code all}
     * @param mayBeEmpty whether an empty list is accepted; false if an empty list would select everything
     */
    record Listing(Shape item, Optional<String> word, boolean mayBeEmpty) implements Shape {

        static Listing of(Shape item) {
            return new Listing(item, Optional.empty(), true);
        }
    }

    /** A mapping with arbitrary keys and text values. */
    record Texts(Format keys, Format values) implements Shape {}

    /**
     * A mapping with known keys.
     *
     * @param key the field that identifies the group if it is an item of a list. Such an item can be written as the
     *     value of that field alone, and items with the same value are merged.
     * @param fields the known fields
     */
    record Group(Optional<String> key, List<Field> fields) implements Shape {

        public Group {
            fields = List.copyOf(fields);
        }

        public Optional<Field> field(String name) {
            return fields.stream().filter(f -> f.answersTo(name)).findFirst();
        }
    }

    /** The required format of text. */
    enum Format {
        ANY,
        /** At least one character other than whitespace. */
        NOT_BLANK,
        /** A name without spaces or slashes. */
        NAME,
        /** An address that begins with http:// or https:// and contains no user name or password. */
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
