package dev.openllm.protocol.completion;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * A text of another document.
 *
 * @param path its path, relative to its workspace folder
 * @param text the text
 */
public record CompletionSnippet(Optional<String> path, String text) {

    public CompletionSnippet {
        path = Wire.orElse(path, Optional.empty());
        text = Wire.orElse(text, "");
    }
}
