package dev.openllm.protocol.config;

/**
 * A position in a configuration file that is being edited.
 *
 * @param text the complete text in the editor, which can be invalid YAML
 * @param line the one-based line
 * @param column the one-based column in UTF-16 code units, before the character
 */
public record ConfigCompleteParams(String text, int line, int column) {

    public ConfigCompleteParams {
        text = text == null ? "" : text;
    }
}
