package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.completion.CompletionSnippet;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.WireRequest;

/**
 * The completion form for the llama.cpp infill API, in which the server applies the model's template. Source:
 * https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md (infill)
 */
record InfillForm() implements CompletionForm {

    @Override
    public WireRequest encode(CompletionCall call) {
        int line = call.prefix().lastIndexOf('\n') + 1;
        ObjectNode body = Wire.JSON
                .createObjectNode()
                .put("model", call.model())
                .put("input_prefix", call.prefix().substring(0, line))
                .put("prompt", call.prefix().substring(line))
                .put("input_suffix", call.suffix());
        ArrayNode extra = body.putArray("input_extra");
        for (CompletionSnippet snippet : call.snippets()) {
            extra.addObject().put("filename", snippet.path().orElse("untitled")).put("text", snippet.text());
        }
        ChatOptions options = call.options();
        options.maxOutputTokens().ifPresent(tokens -> body.put("n_predict", tokens));
        options.temperature().ifPresent(value -> body.put("temperature", value));
        options.topP().ifPresent(value -> body.put("top_p", value));
        options.topK().ifPresent(value -> body.put("top_k", value));
        options.seed().ifPresent(value -> body.put("seed", value));
        options.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
        options.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
        if (!options.stop().isEmpty()) {
            options.stop().forEach(body.putArray("stop")::add);
        }
        options.extra().forEach(body::set);
        body.put("cache_prompt", true).put("stream", call.stream());
        return WireRequest.post("/infill", body);
    }

    @Override
    public boolean usesServerRoot(Quirks quirks) {
        return true;
    }

    @Override
    public ResponseReader reader(CompletionCall call) {
        return new InfillReader();
    }

    /**
     * Returns whether a failure indicates that the server does not have the infill API. A server without this API
     * responds to the request in the same way as to a request for any unknown path.
     */
    @Override
    public boolean isUnsupported(ErrorInfo failure) {
        int status = failure.status().orElse(0);
        return status == 404 || MissingForm.isUnsupported(failure, "infill", "fim");
    }
}
