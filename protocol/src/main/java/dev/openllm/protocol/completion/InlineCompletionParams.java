package dev.openllm.protocol.completion;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request for the text to insert at the cursor in a document. The text can be of any length: the server shortens it
 * to what the model accepts.
 *
 * @param model {@code provider/model}; empty for the model in the setting {@code completion.model}
 * @param prefix the document's text before the cursor
 * @param suffix the document's text after the cursor
 * @param languageId the language of the document, as editors name it: {@code java}, {@code python}, …
 * @param path the document's path, relative to its workspace folder
 * @param snippets excerpts from other documents, the most relevant first; sent only if the model's context has room for
 *     them
 * @param maxOutputTokens the maximum number of tokens to generate; enough for a few lines when absent
 * @param singleLine whether to complete only the rest of the current line
 * @param progressToken the token that identifies this completion in {@code $/progress}; when absent, only the result is
 *     sent, and no events
 * @param consumer the caller, for consent and the usage record: an extension's ID, {@code cli}, {@code python}, …
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

    /** The text of a document with a cursor. @param model {@code provider/model}; empty for the configured model */
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

    /** The same request on behalf of a consumer. */
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
