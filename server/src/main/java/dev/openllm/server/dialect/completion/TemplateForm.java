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
        String comments = family.file().isEmpty() ? CommentedSnippets.of(call) : "";
        CompletionCall fullCall = comments.isEmpty() ? call : call.withPrefix(comments + call.prefix());
        return WireRequest.post("/completions", OpenAiBody.of(call, family.prompt(fullCall), stops));
    }

    @Override
    public List<String> stops(CompletionCall call) {
        return family.stops();
    }

    @Override
    public boolean isUnsupported(ErrorInfo failure) {
        return MissingForm.isUnsupported(failure);
    }
}
