package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * A completion form whose prompt is written in the template of the model family, for servers that have no field for the
 * suffix, such as vLLM and LM Studio.
 */
record TemplateForm(ModelFamily family) implements CompletionForm {

    @Override
    public WireRequest encode(CompletionCall call) {
        List<String> stops = Stream.concat(call.options().stop().stream(), family.stops().stream())
                .toList();
        String before = family.file().isEmpty() ? CommentedSnippets.of(call) : "";
        CompletionCall whole = before.isEmpty() ? call : call.withPrefix(before + call.prefix());
        return WireRequest.post("/completions", OpenAiBody.of(call, family.prompt(whole), stops));
    }

    @Override
    public List<String> stops(CompletionCall call) {
        return family.stops();
    }

    @Override
    public boolean isMissing(ErrorInfo failure) {
        return MissingForm.is(failure);
    }
}
