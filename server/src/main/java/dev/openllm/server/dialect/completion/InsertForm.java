package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.Dialect.Framing;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;
import java.util.Optional;

/**
 * The completion form for Ollama that uses a field for the suffix, for models that have the {@code insert} capability.
 * Source: https://docs.ollama.com/api/generate
 *
 * @param family the family whose special tokens are removed from the prompt and suffix, because Ollama would interpret
 *     them
 */
record InsertForm(Optional<ModelFamily> family) implements CompletionForm {

    /**
     * The string to send instead of an empty prompt or suffix. If the prompt is empty, Ollama only loads the model; if
     * the suffix is empty, Ollama treats the request as a chat.
     */
    private static final String PLACEHOLDER = "\n";

    @Override
    public WireRequest encode(CompletionCall call) {
        String prompt = clean(CommentedSnippets.of(call) + call.prefix());
        String suffix = clean(call.suffix());
        ObjectNode body = OllamaBody.of(
                call, prompt.isEmpty() ? PLACEHOLDER : prompt, call.options().stop());
        body.put("suffix", suffix.isEmpty() ? PLACEHOLDER : suffix);
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

    /**
     * Returns whether a failure indicates that the model does not support insertion. Source: the message "does not
     * support insert" in {@code server/routes.go} of Ollama.
     */
    @Override
    public boolean isUnsupported(ErrorInfo failure) {
        return MissingForm.isUnsupported(failure, "does not support insert");
    }
}
