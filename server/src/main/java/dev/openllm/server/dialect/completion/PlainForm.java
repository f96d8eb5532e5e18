package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.Dialect.Framing;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;

/** A prompt that the model continues, as it is. */
record PlainForm() implements CompletionForm {

    @Override
    public WireRequest encode(CompletionCall call) {
        return WireRequest.post(
                "/completions",
                OpenAiBody.of(call, call.prefix(), call.options().stop()));
    }

    @Override
    public Framing framing() {
        return Framing.SSE;
    }

    @Override
    public ResponseReader reader(CompletionCall call) {
        return new CompletionReader();
    }

    @Override
    public List<String> stops(CompletionCall call) {
        return List.of();
    }

    @Override
    public boolean isMissing(ErrorInfo failure) {
        return MissingForm.is(failure);
    }
}
