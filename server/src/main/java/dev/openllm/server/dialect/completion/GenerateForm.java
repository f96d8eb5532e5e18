package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.Dialect.Framing;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The completion form for Ollama in raw mode, in which the server does not apply its own template. The prompt is either
 * written in the family's template or sent unchanged. Source: https://docs.ollama.com/api/generate (raw)
 *
 * @param family the model family; empty to send the prompt unchanged
 */
record GenerateForm(Optional<ModelFamily> family) implements CompletionForm {

    @Override
    public WireRequest encode(CompletionCall call) {
        List<String> stops = Stream.concat(call.options().stop().stream(), stops(call).stream())
                .toList();
        String comments = family.filter(known -> known.file().isEmpty()).isPresent() ? CommentedSnippets.of(call) : "";
        String prefix = comments + call.prefix();
        String prompt =
                family.map(known -> known.prompt(call.withPrefix(prefix))).orElse(prefix);
        ObjectNode body = OllamaBody.of(call, prompt.isEmpty() ? "\n" : prompt, stops);
        return WireRequest.post("/api/generate", body.put("raw", true));
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

    @Override
    public boolean isUnsupported(ErrorInfo failure) {
        return MissingForm.isUnsupported(failure, "does not support");
    }
}
