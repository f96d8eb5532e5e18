package dev.openllm.server.toolfiles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;

/**
 * The format of a settings file. All strings are complete files; an empty string means that the file does not exist.
 */
public enum FileFormat {
    JSON(new JsonFile()),
    YAML(new YamlFile()),
    /** A YAML file that is a list of mappings. */
    YAML_LIST(new YamlListFile()),
    TOML(new TomlFile()),
    DOTENV(new DotenvFile());

    /** The operations of a format. */
    sealed interface Editing permits JsonFile, YamlFile, YamlListFile, TomlFile, DotenvFile {

        String merged(String text, ObjectNode content) throws IOException;

        String undone(String now, String before, String after) throws IOException;
    }

    private final Editing editing;

    FileFormat(Editing editing) {
        this.editing = editing;
    }

    /** Returns the format for a name such as {@code yaml-list}. */
    public static FileFormat named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * Returns the text with the content added. Values in the content replace values with the same name. Items are added
     * to lists, or replace items with the same name.
     *
     * @throws IOException if the text cannot be read or changed; its message is part of a sentence
     */
    public String merged(String text, ObjectNode content) throws IOException {
        return editing.merged(text, content);
    }

    /**
     * Returns the text without a change that was made to an earlier version of it. Later changes are preserved.
     *
     * @param before the earlier version
     * @param after the earlier version with the change
     * @throws IOException in the same cases as {@link #merged}
     */
    public String undone(String now, String before, String after) throws IOException {
        return editing.undone(now, before, after);
    }
}
