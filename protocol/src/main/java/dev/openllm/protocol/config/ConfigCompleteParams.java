package dev.openllm.protocol.config;

/**
 * A position in a configuration file that is being edited.
 *
 * @param text the complete text in the editor, which may be invalid YAML
 * @param line from 1
 * @param column from 1, in UTF-16 code units; the position before the character
 */
public record ConfigCompleteParams(String text, int line, int column) {

    public ConfigCompleteParams {
        text = text == null ? "" : text;
    }
}
