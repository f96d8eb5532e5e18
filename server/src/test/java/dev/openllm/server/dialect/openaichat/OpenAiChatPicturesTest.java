package dev.openllm.server.dialect.openaichat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatEvent.Notice.Topic;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.Delivered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for the notices about images that a model generated. */
class OpenAiChatPicturesTest {

    private static final String IMAGE =
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw==\"}}";
    private static final ChatEvent IMAGE_NOTICE =
            new ChatEvent.Notice(Topic.WARNING, UserText.of("The response contains an image, which is not displayed."));

    private final OpenAiChatDialect dialect = new OpenAiChatDialect();

    @Test
    void anImageInAStreamIsMentionedOnce() {
        String chunk =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Here\",\"images\":[" + IMAGE + "]}}]}\n\n";
        assertEquals(
                List.of(new ChatEvent.Text("Here"), IMAGE_NOTICE, new ChatEvent.Text("Here")),
                events(chunk + chunk + "data: [DONE]\n\n"));
    }

    @Test
    void anImageInACompleteResponseIsMentioned() {
        assertEquals(
                List.of(new ChatEvent.Text("Here"), IMAGE_NOTICE),
                events(
                        "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\"Here\",\"images\":["
                                + IMAGE + "]}}]}"));
    }

    @Test
    void withoutAnImageThereIsNoNotice() {
        assertEquals(
                List.of(new ChatEvent.Text("Here")),
                events(
                        "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\"Here\",\"images\":[]}}]}"));
    }

    private List<ChatEvent> events(String body) {
        return Delivered.read(dialect, Calls.of("m").toChatCall(), body.getBytes(StandardCharsets.UTF_8))
                .events();
    }
}
