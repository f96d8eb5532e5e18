package dev.openllm.protocol.completion;

import dev.openllm.protocol.Wire;
import java.util.Optional;

/**
 * An excerpt from another document, which provides context for an inline completion.
 *
 * @param path the document's path, relative to its workspace folder
 * @param text the content of the excerpt
 */
public record CompletionSnippet(Optional<String> path, String text) {

    public CompletionSnippet {
        path = Wire.orElse(path, Optional.empty());
        text = Wire.orElse(text, "");
    }
}
