package dev.openllm.server.dialect.openaichat;

import static dev.openllm.server.dialect.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.Delivered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which provider state of a response is stored and sent back with the next request. */
class OpenAiChatStateTest {

    private final OpenAiChatDialect dialect = new OpenAiChatDialect();

    private List<ChatEvent.ProviderState> states(Calls calls, String... deltas) {
        StringBuilder body = new StringBuilder();
        for (String delta : deltas) {
            body.append("data: {\"choices\":[{\"index\":0,\"delta\":")
                    .append(delta)
                    .append("}]}\n\n");
        }
        body.append("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
        return Delivered.read(dialect, calls.toChatCall(), body.toString().getBytes(StandardCharsets.UTF_8))
                .events()
                .stream()
                .filter(ChatEvent.ProviderState.class::isInstance)
                .map(ChatEvent.ProviderState.class::cast)
                .toList();
    }

    private static String details(String... entries) {
        return "{\"reasoning_details\":[" + String.join(",", entries) + "]}";
    }

    @Test
    void detailsWithTheSameIndexAndTypeAreMerged() {
        ChatEvent.ProviderState state = states(
                        Calls.of("m"),
                        details("{\"type\":\"reasoning.text\",\"text\":\"Hm\",\"index\":0,\"format\":\"f\"}"),
                        details("{\"type\":\"reasoning.text\",\"text\":\"m.\",\"index\":0}"),
                        details("{\"type\":\"reasoning.text\",\"signature\":\"s\",\"index\":0,\"text\":null}"),
                        details("{\"type\":\"reasoning.encrypted\",\"data\":\"x\",\"index\":0,\"id\":\"r\"}"),
                        details("{\"type\":\"reasoning.encrypted\",\"data\":\"y\",\"index\":0,\"id\":\"r\"}"))
                .getFirst();

        assertEquals(Calls.PROVIDER, state.provider());
        assertEquals("m", state.model());
        assertEquals(
                json(details(
                        "{\"type\":\"reasoning.text\",\"text\":\"Hmm.\",\"index\":0,\"format\":\"f\",\"signature\":\"s\"}",
                        "{\"type\":\"reasoning.encrypted\",\"data\":\"x\",\"index\":0,\"id\":\"r\"}",
                        "{\"type\":\"reasoning.encrypted\",\"data\":\"y\",\"index\":0,\"id\":\"r\"}")),
                state.data());
    }

    @Test
    void reasoningIsStoredIfItMustBeSentBack() {
        Calls calls = Calls.of("m").quirk("reasoning-back", "with-tool-calls");
        assertEquals(
                json("{\"reasoning\":\"Hmm\"}"),
                states(calls, "{\"reasoning_content\":\"Hm\"}", "{\"reasoning_content\":\"m\"}")
                        .getFirst()
                        .data());
    }

    @Test
    void reasoningIsNotStoredOtherwise() {
        assertTrue(states(Calls.of("m"), "{\"reasoning_content\":\"Hm\"}").isEmpty());
    }
}
