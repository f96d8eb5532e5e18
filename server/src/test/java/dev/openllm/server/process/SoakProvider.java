package dev.openllm.server.process;

import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The provider in the soak test. A keyword in the prompt determines its behavior. */
final class SoakProvider {

    static final String ENDLESS = "endless";
    static final String REFUSED = "refused";
    static final String CUT = "cut";

    private SoakProvider() {}

    static void play(FakeProvider provider) {
        provider.always("/v1/chat/completions", request -> answer(new String(request.body(), StandardCharsets.UTF_8)));
        provider.always("/v1/models", request -> FakeAnswer.json("{\"data\":[{\"id\":\"small\"}]}"));
    }

    private static FakeAnswer answer(String question) {
        if (question.contains(REFUSED)) {
            return FakeAnswer.error(400, "{\"error\":{\"message\":\"This is refused.\"}}");
        }
        FakeAnswer stream = FakeAnswer.sse(piece("one "));
        if (question.contains(ENDLESS)) {
            return stream.then(new FakeAnswer.Step.Hang());
        }
        if (question.contains(CUT)) {
            return stream.then(new FakeAnswer.Step.Cut());
        }
        FakeAnswer answer = stream;
        for (int i = 0; i < 20; i++) {
            answer = answer.then(new FakeAnswer.Step.Delay(Duration.ofMillis(2)))
                    .send("data: " + piece("word" + i + " ") + "\n\n");
        }
        return answer.send("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":21}}\n\ndata: [DONE]\n\n");
    }

    private static String piece(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }
}
