package dev.openllm.server.process;

import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The provider in the soak test. A keyword in the prompt determines its behavior. */
final class SoakProvider {

    static final String ENDLESS = "endless";
    static final String REFUSED = "refused";
    static final String TRUNCATED = "cut";

    private SoakProvider() {}

    static void configure(FakeProvider provider) {
        provider.always("/v1/chat/completions", request -> respond(new String(request.body(), StandardCharsets.UTF_8)));
        provider.always("/v1/models", request -> FakeAnswer.json("{\"data\":[{\"id\":\"small\"}]}"));
    }

    private static FakeAnswer respond(String requestBody) {
        if (requestBody.contains(REFUSED)) {
            return FakeAnswer.error(400, "{\"error\":{\"message\":\"This is refused.\"}}");
        }
        FakeAnswer stream = FakeAnswer.sse(textChunk("one "));
        if (requestBody.contains(ENDLESS)) {
            return stream.withStep(new FakeAnswer.Step.Hang());
        }
        if (requestBody.contains(TRUNCATED)) {
            return stream.withStep(new FakeAnswer.Step.Cut());
        }
        FakeAnswer response = stream;
        for (int i = 0; i < 20; i++) {
            response = response.withStep(new FakeAnswer.Step.Delay(Duration.ofMillis(2)))
                    .send("data: " + textChunk("word" + i + " ") + "\n\n");
        }
        return response.send("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":21}}\n\ndata: [DONE]\n\n");
    }

    private static String textChunk(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }
}
