package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import java.util.List;

/** Encoder for the fields of the request body that all completion forms for OpenAI-compatible APIs have in common. */
final class OpenAiBody {

    /**
     * The maximum number of stop sequences that OpenAI and vLLM accept. Source:
     * https://platform.openai.com/docs/api-reference/completions
     */
    private static final int MAX_STOPS = 4;

    private OpenAiBody() {}

    static ObjectNode of(CompletionCall call, String prompt, List<String> stops) {
        ObjectNode body =
                Wire.JSON.createObjectNode().put("model", call.model()).put("prompt", prompt);
        ChatOptions options = call.options();
        options.maxOutputTokens().ifPresent(tokens -> body.put("max_tokens", tokens));
        options.temperature().ifPresent(value -> body.put("temperature", value));
        options.topP().ifPresent(value -> body.put("top_p", value));
        options.seed().ifPresent(seed -> body.put(call.quirks().value(CompletionQuirk.SEED_FIELD, "seed"), seed));
        options.presencePenalty().ifPresent(value -> body.put("presence_penalty", value));
        options.frequencyPenalty().ifPresent(value -> body.put("frequency_penalty", value));
        if (!stops.isEmpty()) {
            ArrayNode list = body.putArray("stop");
            stops.stream().limit(MAX_STOPS).forEach(list::add);
        }
        options.extra().forEach(body::set);
        if (call.stream()) {
            body.put("stream", true);
        }
        return body;
    }
}
