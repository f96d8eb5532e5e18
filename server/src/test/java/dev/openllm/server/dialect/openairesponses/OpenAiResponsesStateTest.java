package dev.openllm.server.dialect.openairesponses;

import static dev.openllm.server.dialect.Calls.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.Delivered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Tests which provider state is sent back with the next request, from the bytes of the response to the bytes of the
 * request.
 */
class OpenAiResponsesStateTest {

    private static final String REASONING =
            "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"secret\",\"status\":\"completed\"}";
    private static final String MESSAGE =
            "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"Yes\"}]}";
    private static final String CALL =
            "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"a\",\"name\":\"now\",\"arguments\":\"{}\"}";

    private final OpenAiResponsesDialect dialect = new OpenAiResponsesDialect();

    private Delivered readResponse(String... output) {
        String body = "{\"id\":\"r\",\"status\":\"completed\",\"output\":[" + String.join(",", output) + "]}";
        return Delivered.read(
                dialect, Calls.of("m").streamed(false).toChatCall(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<ChatEvent.ProviderState> state(Delivered delivered) {
        return delivered.events().stream()
                .filter(ChatEvent.ProviderState.class::isInstance)
                .map(ChatEvent.ProviderState.class::cast)
                .findFirst();
    }

    @Test
    void aResponseIsSentBackAsItsItems() {
        Delivered delivered = readResponse(REASONING, MESSAGE, REASONING.replace("rs_1", "rs_2"), CALL);
        ChatEvent.ProviderState state = state(delivered).orElseThrow();
        Message assistant = new Message(
                Role.ASSISTANT,
                List.of(
                        new Part.Text(delivered.text()),
                        Calls.toolCall("a", "now", "{}"),
                        new Part.ProviderState(state.provider(), state.model(), state.data())));

        JsonNode input = Calls.of("m", assistant).encodeWith(dialect).path("input");

        assertEquals(
                json("[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"secret\"},"
                        + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"Yes\"},"
                        + "{\"type\":\"reasoning\",\"id\":\"rs_2\",\"summary\":[],\"encrypted_content\":\"secret\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"now\",\"arguments\":\"{}\"}]"),
                input);
    }

    @Test
    void aResponseWithoutReasoningHasNoState() {
        assertTrue(state(readResponse(MESSAGE, CALL)).isEmpty());
    }

    @Test
    void summarizedReasoningHasNoState() {
        String summarizedReasoning =
                "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}]}";
        assertTrue(state(readResponse(summarizedReasoning, MESSAGE)).isEmpty());
    }

    @Test
    void completeReasoningIsStored() {
        String completeReasoning = "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],"
                + "\"content\":[{\"type\":\"reasoning_text\",\"text\":\"Hm\"}],\"encrypted_content\":null}";
        assertEquals(
                json(
                        "{\"output\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],"
                            + "\"content\":[{\"type\":\"reasoning_text\",\"text\":\"Hm\"}]},{\"type\":\"message\",\"length\":3}]}"),
                state(readResponse(completeReasoning, MESSAGE)).orElseThrow().data());
    }

    @Test
    void thePhaseOfAMessageIsStored() {
        String messageWithPhase = MESSAGE.replace("\"role\"", "\"phase\":\"commentary\",\"role\"");
        assertEquals(
                json(
                        "{\"output\":[{\"type\":\"message\",\"length\":3,\"phase\":\"commentary\"},{\"type\":\"function_call\"}]}"),
                state(readResponse(messageWithPhase, CALL)).orElseThrow().data());
    }

    @Test
    void generatedImagesAreTooLargeToStore() {
        assertTrue(
                state(readResponse("{\"type\":\"image_generation_call\",\"id\":\"ig\",\"result\":\"AAAA\"}", MESSAGE))
                        .isEmpty());
    }
}
