package dev.openllm.protocol.config;

/**
 * A position in a configuration file that is being edited.
 *
 * @param text the complete text in the editor, which can be invalid YAML
 * @param line the one-based line
 * @param column the one-based column of the character after the cursor, in UTF-16 code units
 */
public record ConfigCompleteParams(String text, int line, int column) {

    public ConfigCompleteParams {
        text = text == null ? "" : text;
    }
}
