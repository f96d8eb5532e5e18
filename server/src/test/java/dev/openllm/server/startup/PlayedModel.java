package dev.openllm.server.startup;

import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;

/** An OpenAI-compatible server that responds to every prompt with the same fifty words and the token counts. */
final class PlayedModel {

    /** The address for which the same server acts as a proxy. */
    static final String REMOTE_ADDRESS = "http://far.invalid/v1";

    private static final int WORD_COUNT = 50;

    /** The model list in the format of vLLM. */
    private static final String MODEL_LIST = "{\"data\":[{\"id\":\"small\",\"max_model_len\":32768}]}";

    private PlayedModel() {}

    static FakeProvider start() {
        return FakeProvider.start()
                .always("/v1/models", request -> FakeAnswer.json(MODEL_LIST))
                .always("/v1/chat/completions", request -> response())
                .always(REMOTE_ADDRESS + "/models", request -> FakeAnswer.json(MODEL_LIST))
                .always(REMOTE_ADDRESS + "/chat/completions", request -> response());
    }

    private static FakeAnswer response() {
        String[] events = new String[WORD_COUNT + 3];
        for (int i = 0; i < WORD_COUNT; i++) {
            events[i] = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word " + i + " \"}}]}";
        }
        events[WORD_COUNT] = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
        events[WORD_COUNT + 1] = "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":100}}";
        events[WORD_COUNT + 2] = "[DONE]";
        return FakeAnswer.sse(events);
    }
}
