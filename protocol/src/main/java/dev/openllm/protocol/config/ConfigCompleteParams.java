package dev.openllm.protocol.config;

/**
 * A place in a configuration file that is being edited.
 *
 * @param text the whole file as it stands in the editor, which may be no valid YAML at the moment
 * @param line from 1
 * @param column from 1, before the letter at it, in UTF-16 units
 */
public record ConfigCompleteParams(String text, int line, int column) {

    public ConfigCompleteParams {
        text = text == null ? "" : text;
    }
}
