package dev.openllm.server.config.schema;

import java.util.List;
import java.util.Optional;

/** The shape of a value in the configuration. {@link ConfigSchema} consists of these. */
public sealed interface Shape {

    /** The shape of the items if this is the shape of a list. */
    static Optional<Shape> itemOf(Optional<Shape> shape) {
        return shape.filter(Listing.class::isInstance).map(s -> ((Listing) s).item());
    }

    /** Any text. Read as written, so that {@code on} or {@code 1.10} are unchanged. */
    record Text(Format format, List<String> known) implements Shape {

        /** @param known the usual values; others are accepted too */
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
     * @param meanings the meaning of each word, in Markdown; or none
     */
    record Choice(List<String> words, List<String> meanings) implements Shape {

        public Choice {
            words = List.copyOf(words);
            meanings = List.copyOf(meanings);
            if (!meanings.isEmpty() && meanings.size() != words.size()) {
                throw new IllegalArgumentException("each word needs a meaning: " + words);
            }
        }

        /** The meaning of a word, as plain text. */
        public String meaning(int word) {
            return Field.plain(meanings.get(word));
        }
    }

    /** An integer within limits. */
    record Whole(int least, int most) implements Shape {}

    /** A number that may have a fraction, not below zero. */
    record Decimal() implements Shape {}

    /** True or false. */
    record Flag() implements Shape {}

    /**
     * A list; a single value is equivalent to a list of one.
     *
     * @param word a word that is allowed instead of the list or in it: {@code all}
     * @param mayBeEmpty false if an empty list would mean everything
     */
    record Listing(Shape item, Optional<String> word, boolean mayBeEmpty) implements Shape {

        static Listing of(Shape item) {
            return new Listing(item, Optional.empty(), true);
        }
    }

    /** Keys of the user's choice, each with a text. */
    record Texts(Format keys, Format values) implements Shape {}

    /**
     * Known keys.
     *
     * @param key the field that names the block if it is an item of a list; such an item may be written as that name
     *     alone, and items with the same name are merged
     */
    record Group(Optional<String> key, List<Field> fields) implements Shape {

        public Group {
            fields = List.copyOf(fields);
        }

        public Optional<Field> field(String name) {
            return fields.stream().filter(f -> f.answersTo(name)).findFirst();
        }
    }

    /** The required form of a text. */
    enum Format {
        ANY,
        /** At least one character that is not a space. */
        NOT_BLANK,
        /** A name without spaces and slashes. */
        NAME,
        /** An address beginning with http:// or https://, without user and password. */
        URL,
        /** The address of an HTTP proxy, with or without {@code http://}, user and password. */
        PROXY,
        /** A rule that allows hosts, as {@link HostRule} reads it. */
        HOST,
        /** {@code provider/model}. */
        MODEL,
        /** The name of an environment variable. */
        VARIABLE,
        /** The name of an HTTP header. */
        HEADER_NAME,
        /** The value of an HTTP header: one line of printable characters. */
        HEADER_VALUE,
        /** A web origin as a browser sends it: {@code http://localhost:3000}. */
        ORIGIN,
        /** A host name or IP address, with or without a port. */
        HOST_NAME
    }
}
