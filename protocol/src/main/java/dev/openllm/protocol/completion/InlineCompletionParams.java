package dev.openllm.protocol.completion;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request to complete a document at the cursor. The document can be of any length, because the server shortens it to
 * the length that the model accepts.
 *
 * @param model the model, as {@code provider/model}; empty for the model that the setting {@code completion.model}
 *     specifies
 * @param prefix the document's text before the cursor
 * @param suffix the document's text after the cursor
 * @param languageId the document's language ID in the editor, such as {@code java} or {@code python}
 * @param path the document's path, relative to its workspace folder
 * @param snippets excerpts from other documents, the most relevant first; sent only if they fit into the model's
 *     context window
 * @param maxOutputTokens the maximum number of tokens to generate; if absent, enough for a few lines
 * @param singleLine whether to complete only the rest of the current line
 * @param progressToken the token that identifies this completion in {@code $/progress}; if absent, the server sends
 *     only the result and no events
 * @param consumer the caller, for access decisions and the usage record, such as an extension's ID, {@code cli}, or
 *     {@code python}
 */
public record InlineCompletionParams(
        String model,
        String prefix,
        String suffix,
        Optional<String> languageId,
        Optional<String> path,
        List<CompletionSnippet> snippets,
        OptionalInt maxOutputTokens,
        boolean singleLine,
        Optional<String> progressToken,
        Optional<String> consumer) {

    public InlineCompletionParams {
        model = Wire.orElse(model, "");
        prefix = Wire.orElse(prefix, "");
        suffix = Wire.orElse(suffix, "");
        languageId = Wire.orElse(languageId, Optional.empty());
        path = Wire.orElse(path, Optional.empty());
        snippets = Wire.list(snippets);
        maxOutputTokens = Wire.orElse(maxOutputTokens, OptionalInt.empty());
        progressToken = Wire.orElse(progressToken, Optional.empty());
        consumer = Wire.orElse(consumer, Optional.empty());
    }

    /**
     * Creates a request from the text before and after the cursor.
     *
     * @param model the model, as {@code provider/model}; empty for the configured model
     */
    public static InlineCompletionParams of(String model, String prefix, String suffix) {
        return new InlineCompletionParams(
                model,
                prefix,
                suffix,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                OptionalInt.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** Returns a copy of this request on behalf of the specified consumer. */
    public InlineCompletionParams forConsumer(String name) {
        return new InlineCompletionParams(
                model,
                prefix,
                suffix,
                languageId,
                path,
                snippets,
                maxOutputTokens,
                singleLine,
                progressToken,
                Optional.of(name));
    }
}
