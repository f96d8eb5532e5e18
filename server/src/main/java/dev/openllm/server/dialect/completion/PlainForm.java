package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.WireRequest;

/** A completion form whose prompt is sent unchanged and continued by the model. */
record PlainForm() implements CompletionForm {

    @Override
    public WireRequest encode(CompletionCall call) {
        return WireRequest.post(
                "/completions",
                OpenAiBody.of(call, call.prefix(), call.options().stop()));
    }

    @Override
    public boolean isUnsupported(ErrorInfo failure) {
        return MissingForm.isUnsupported(failure);
    }
}
