package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.Dialect.Framing;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;
import java.util.Optional;

/**
 * Ollama with a suffix, for models with the capability {@code insert}. Source: https://docs.ollama.com/api/generate
 *
 * @param family its tokens are removed from the texts: Ollama would read them as tokens
 */
record InsertForm(Optional<ModelFamily> family) implements CompletionForm {

    /** An empty prompt only loads the model, and an empty suffix means a chat. */
    private static final String NOT_EMPTY = "\n";

    @Override
    public WireRequest encode(CompletionCall call) {
        String prompt = clean(CommentedSnippets.of(call) + call.prefix());
        String suffix = clean(call.suffix());
        ObjectNode body = OllamaBody.of(
                call, prompt.isEmpty() ? NOT_EMPTY : prompt, call.options().stop());
        body.put("suffix", suffix.isEmpty() ? NOT_EMPTY : suffix);
        body.put("think", false);
        return WireRequest.post("/api/generate", body);
    }

    private String clean(String text) {
        return family.map(known -> known.clean(text)).orElse(text);
    }

    @Override
    public Framing framing() {
        return Framing.NDJSON;
    }

    @Override
    public ResponseReader reader(CompletionCall call) {
        return new GenerateReader();
    }

    @Override
    public List<String> stops(CompletionCall call) {
        return family.map(ModelFamily::stops).orElse(List.of());
    }

    /** Source: ollama server/routes.go, "does not support insert". */
    @Override
    public boolean isMissing(ErrorInfo failure) {
        return MissingForm.is(failure, "does not support insert");
    }
}
