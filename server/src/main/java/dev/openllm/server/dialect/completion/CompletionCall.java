package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.completion.CompletionSnippet;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.Optional;

/**
 * One request to a provider.
 *
 * @param model the provider's model id
 * @param prefix the text before the insertion
 * @param suffix the text after it
 * @param languageId the language of the document, as editors name it
 * @param path the document's relative path
 * @param snippets texts of other documents
 * @param options those that completion APIs support; the others are ignored
 * @param stream whether the response is streamed
 * @param limits the model's token limits
 * @param quirks the quirks of this provider or model
 */
public record CompletionCall(
        String model,
        String prefix,
        String suffix,
        Optional<String> languageId,
        Optional<String> path,
        List<CompletionSnippet> snippets,
        ChatOptions options,
        boolean stream,
        ModelInfo.Limits limits,
        Quirks quirks) {

    public CompletionCall {
        snippets = List.copyOf(snippets);
    }

    /** The same with another prefix. */
    public CompletionCall withPrefix(String text) {
        return new CompletionCall(model, text, suffix, languageId, path, snippets, options, stream, limits, quirks);
    }
}
