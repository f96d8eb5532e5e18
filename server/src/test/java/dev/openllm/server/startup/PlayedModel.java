package dev.openllm.server.startup;

import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;

/** An OpenAI-compatible server that responds to every prompt with the same fifty words and the token counts. */
final class PlayedModel {

    /** The address for which the same server acts as a proxy. */
    static final String FAR = "http://far.invalid/v1";

    private static final int WORDS = 50;

    /** The model list in the format of vLLM. */
    private static final String MODELS = "{\"data\":[{\"id\":\"small\",\"max_model_len\":32768}]}";

    private PlayedModel() {}

    static FakeProvider start() {
        return FakeProvider.start()
                .always("/v1/models", request -> FakeAnswer.json(MODELS))
                .always("/v1/chat/completions", request -> answer())
                .always(FAR + "/models", request -> FakeAnswer.json(MODELS))
                .always(FAR + "/chat/completions", request -> answer());
    }

    private static FakeAnswer answer() {
        String[] events = new String[WORDS + 3];
        for (int i = 0; i < WORDS; i++) {
            events[i] = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word " + i + " \"}}]}";
        }
        events[WORDS] = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
        events[WORDS + 1] = "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":100}}";
        events[WORDS + 2] = "[DONE]";
        return FakeAnswer.sse(events);
    }
}
