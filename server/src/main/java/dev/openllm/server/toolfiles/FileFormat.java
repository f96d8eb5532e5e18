package dev.openllm.server.toolfiles;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;

/**
 * The format of a settings file of another program. Each string parameter is the content of an entire file; an empty
 * string indicates that the file does not exist.
 */
public enum FileFormat {
    JSON(new JsonFile()),
    YAML(new YamlFile()),
    /** A YAML file whose root is a list of mappings. */
    YAML_LIST(new YamlListFile()),
    TOML(new TomlFile()),
    DOTENV(new DotenvFile());

    /** The operations that change the text of a file in a specific format. */
    sealed interface Editing permits JsonFile, YamlFile, YamlListFile, TomlFile, DotenvFile {

        String merge(String text, ObjectNode content) throws IOException;

        String undo(String currentText, String before, String after) throws IOException;
    }

    private final Editing editing;

    FileFormat(Editing editing) {
        this.editing = editing;
    }

    /** Returns the format with the specified name, such as {@code yaml-list}. */
    public static FileFormat named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * Returns the text of a file after new content is merged into it. A value in the new content replaces a value with
     * the same name. A list item in the new content is added to the list, or replaces an item with the same name.
     *
     * @param text the current text of the file
     * @param content the content to merge
     * @throws IOException if the text cannot be read or changed; the exception message is suitable as part of a
     *     sentence
     */
    public String merge(String text, ObjectNode content) throws IOException {
        return editing.merge(text, content);
    }

    /**
     * Returns the text of a file after an earlier change is undone. Later changes are preserved.
     *
     * @param currentText the current text of the file
     * @param before the text before the earlier change
     * @param after the text after the earlier change
     * @throws IOException in the same cases as {@link #merge}
     */
    public String undo(String currentText, String before, String after) throws IOException {
        return editing.undo(currentText, before, after);
    }
}
