package dev.openllm.protocol.completion;

import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request for the text to insert at the cursor of a document. The texts may be of any length: the server shortens them
 * to what the model accepts.
 *
 * @param model {@code provider/model}; empty for the one that the setting {@code completion.model} names
 * @param prefix the text of the document before the cursor
 * @param suffix the text of the document after the cursor
 * @param languageId the language of the document, as editors name it: {@code java}, {@code python}, …
 * @param path the document's path, relative to its workspace folder
 * @param snippets texts of other documents that are relevant, the most relevant first; sent if there is room for them
 * @param maxOutputTokens the maximum number of tokens to generate; a few lines when absent
 * @param singleLine whether only the rest of the current line is completed
 * @param progressToken identifies this completion in {@code $/progress}; without it only the result is sent, and no
 *     events
 * @param consumer the caller, for consent and audit: an extension's id, {@code cli}, {@code python}, …
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

    /** The text of a document with a cursor. @param model empty for the configured model */
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

    /** The same on behalf of a consumer. */
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
