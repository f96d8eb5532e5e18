package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireRequest;
import java.util.Optional;

/**
 * A completion form that uses a separate field for the suffix. Sources: https://docs.mistral.ai/api/endpoint/fim,
 * https://api-docs.deepseek.com/api/create-completion, https://platform.openai.com/docs/api-reference/completions
 *
 * @param family the model family, which determines how other files are written in the prompt
 */
record SuffixForm(Optional<ModelFamily> family) implements CompletionForm {

    @Override
    public WireRequest encode(CompletionCall call) {
        String files = family.filter(
                        known -> !known.file().isEmpty() && known.name().equals("codestral"))
                .map(known -> known.files(call))
                .orElseGet(() -> CommentedSnippets.of(call));
        ObjectNode body =
                OpenAiBody.of(call, files + call.prefix(), call.options().stop());
        String suffix = call.suffix().isEmpty() ? call.quirks().value(CompletionQuirk.EMPTY_SUFFIX, "") : call.suffix();
        if (!suffix.isEmpty()) {
            body.put("suffix", suffix);
        }
        return WireRequest.post(call.quirks().value(CompletionQuirk.PATH, "/completions"), body);
    }

    /**
     * Returns whether a quirk specifies the request path, because such a path is relative to the root of the server.
     */
    @Override
    public boolean usesServerRoot(Quirks quirks) {
        return quirks.has(CompletionQuirk.PATH);
    }

    @Override
    public boolean isUnsupported(ErrorInfo failure) {
        return MissingForm.isUnsupported(failure, "suffix", "fim is not", "does not support fim", "insert");
    }
}
