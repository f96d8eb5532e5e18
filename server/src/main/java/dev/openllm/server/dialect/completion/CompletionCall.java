package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.completion.CompletionSnippet;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.Optional;

/**
 * One request of a provider.
 *
 * @param model the provider's id of the model
 * @param prefix the text before the hole
 * @param suffix the text after it
 * @param languageId the language of the document, as editors name it
 * @param path the document's relative path
 * @param snippets texts of other documents
 * @param options those that APIs for completions have; the others are ignored
 * @param stream whether the response is streamed
 * @param limits the model's token limits
 * @param quirks what is different with this provider or model
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

    /** The same with another text before the hole. */
    public CompletionCall withPrefix(String text) {
        return new CompletionCall(model, text, suffix, languageId, path, snippets, options, stream, limits, quirks);
    }
}
