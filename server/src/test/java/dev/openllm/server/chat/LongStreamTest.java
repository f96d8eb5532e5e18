package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeAnswer.Step;
import dev.openllm.server.testing.FakeProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongStreamTest {

    @Test
    void aThousandChunksArriveInOrderHoweverTheBytesAreSplit() {
        List<String> words =
                IntStream.range(0, 1_000).mapToObj(i -> "ü" + i + "🎈 ").toList();
        try (FakeProvider provider = FakeProvider.start()) {
            provider.respond(byteByByte(eventStream(words)));
            ChatFixture chat = new ChatFixture(new FewProviders(TestModels.remote(
                    TestModels.info("cloud/m"), new OpenAiChatDialect(), provider.uri(), ModelConfig.of("m"))));

            chat.send("cloud/m", "Count");

            assertEquals(
                    words,
                    chat.events(ChatEvent.Text.class).stream()
                            .map(ChatEvent.Text::text)
                            .toList());
        }
    }

    /**
     * Returns a stream with both kinds of line endings, comments, named events, and blank lines that only keep the
     * connection alive.
     */
    private static String eventStream(List<String> words) {
        StringBuilder stream = new StringBuilder(": welcome\n\n");
        for (int i = 0; i < words.size(); i++) {
            String lineEnd = i % 2 == 0 ? "\n" : "\r\n";
            stream.append(
                    switch (i % 5) {
                        case 1 -> ": keep-alive" + lineEnd + lineEnd;
                        case 2 -> lineEnd + lineEnd;
                        case 3 -> "event: message" + lineEnd;
                        default -> "";
                    });
            stream.append("data: {\"choices\":[{\"delta\":{\"content\":\"")
                    .append(words.get(i))
                    .append("\"}}]}");
            stream.append(lineEnd).append(lineEnd);
        }
        return stream.append("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
                .toString();
    }

    private static FakeAnswer byteByByte(String stream) {
        List<Step> steps = new ArrayList<>();
        for (byte singleByte : stream.getBytes(StandardCharsets.UTF_8)) {
            steps.add(new Step.Send(new byte[] {singleByte}));
        }
        return new FakeAnswer(200, Map.of("Content-Type", "text/event-stream"), steps);
    }
}
