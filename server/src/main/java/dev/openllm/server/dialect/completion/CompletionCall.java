package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.completion.CompletionSnippet;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.Optional;

/**
 * A completion request to a provider.
 *
 * @param model the provider's model ID
 * @param prefix the text before the insertion
 * @param suffix the text after the insertion
 * @param languageId the editor's ID for the document's language
 * @param path the document's relative path
 * @param snippets the snippets of other documents
 * @param options the generation options; options that completion APIs do not support are ignored
 * @param stream whether the response is streamed
 * @param limits the model's token limits
 * @param quirks the quirks of the provider and the model
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

    /** Returns a copy of this call with the given prefix. */
    public CompletionCall withPrefix(String text) {
        return new CompletionCall(model, text, suffix, languageId, path, snippets, options, stream, limits, quirks);
    }
}
