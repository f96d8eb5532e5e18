package dev.openllm.server.dialect.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatOptions;
import java.util.List;

/** Encoder for the fields of the request body that both completion forms for Ollama have in common. */
final class OllamaBody {

    private OllamaBody() {}

    static ObjectNode of(CompletionCall call, String prompt, List<String> stops) {
        ObjectNode body = Wire.JSON
                .createObjectNode()
                .put("model", call.model())
                .put("prompt", prompt)
                .put("stream", call.stream());
        ChatOptions chatOptions = call.options();
        ObjectNode options = Wire.JSON.createObjectNode();
        chatOptions.maxOutputTokens().ifPresent(tokens -> options.put("num_predict", tokens));
        chatOptions.temperature().ifPresent(value -> options.put("temperature", value));
        chatOptions.topP().ifPresent(value -> options.put("top_p", value));
        chatOptions.topK().ifPresent(value -> options.put("top_k", value));
        chatOptions.seed().ifPresent(value -> options.put("seed", value));
        chatOptions.presencePenalty().ifPresent(value -> options.put("presence_penalty", value));
        chatOptions.frequencyPenalty().ifPresent(value -> options.put("frequency_penalty", value));
        if (!stops.isEmpty()) {
            stops.forEach(options.putArray("stop")::add);
        }
        // The context length must be the same as in chat requests; otherwise, Ollama would reload the model.
        String context = call.quirks().value("num-ctx", "limits");
        if (context.equals("limits") && call.limits().contextTokens() > 0) {
            options.put("num_ctx", call.limits().contextTokens());
        } else if (context.matches("\\d{1,9}")) {
            options.put("num_ctx", Integer.parseInt(context));
        }
        if (!options.isEmpty()) {
            body.set("options", options);
        }
        String keepAlive = call.quirks().value("keep-alive", "");
        if (keepAlive.matches("-?\\d{1,9}")) {
            body.put("keep_alive", Integer.parseInt(keepAlive));
        } else if (!keepAlive.isEmpty()) {
            body.put("keep_alive", keepAlive);
        }
        return body;
    }
}
