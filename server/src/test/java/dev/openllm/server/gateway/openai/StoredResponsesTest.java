package dev.openllm.server.gateway.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.gateway.GatewayFixture;
import dev.openllm.server.testing.TestTimeouts;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for recent responses, which clients can continue and retrieve. */
@Timeout(TestTimeouts.TEST_SECONDS)
class StoredResponsesTest {

    private static final String PATH = "/v1/responses";

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aStoredResponseCanBeContinuedReadAndDeleted() {
        JsonNode first = gateway.postJson(PATH, "{'model':'m','input':'hi','instructions':'be brief'}");
        String id = first.path("id").asText();

        JsonNode second = gateway.postJson(PATH, "{'model':'m','input':'more','previous_response_id':'" + id + "'}");
        assertEquals(id, second.path("previous_response_id").asText());
        assertEquals(
                List.of(Role.USER, Role.ASSISTANT, Role.USER),
                gateway.chats.lastRequest.messages().stream()
                        .map(message -> message.role())
                        .toList());
        assertEquals(first, GatewayFixture.json(gateway.get(PATH + "/" + id).body()));
        assertEquals(
                "hi",
                GatewayFixture.json(
                                gateway.get(PATH + "/" + id + "/input_items").body())
                        .at("/data/0/content")
                        .asText());

        assertEquals(200, gateway.delete(PATH + "/" + id).statusCode());
        assertEquals(404, gateway.get(PATH + "/" + id).statusCode());
        assertEquals(404, gateway.delete(PATH + "/" + id).statusCode());
    }

    @Test
    void anItemReferenceIsResolved() {
        gateway.chats.events = List.of(new ChatEvent.ToolCall("c1", "f", Wire.JSON.createObjectNode()));
        String item = gateway.postJson(PATH, "{'model':'m','input':'hi'}")
                .at("/output/0/id")
                .asText();
        HttpResponse<String> response = gateway.post(
                PATH,
                "{'model':'m','input':[{'role':'user','content':'hi'},{'type':'item_reference','id':'" + item
                        + "'},{'type':'function_call_output','call_id':'c1','output':'42'}]}");
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                new Part.ToolCall("c1", "f", Wire.JSON.createObjectNode()),
                gateway.chats.lastRequest.messages().get(1).parts().getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'previous_response_id':'resp_0'", "'input':[{'type':'item_reference','id':'msg_0'}]"})
    void aDroppedResponseIsReportedWithAHint(String fields) {
        HttpResponse<String> response = gateway.post(PATH, "{'model':'m','input':'hi'," + fields + "}");
        assertEquals(400, response.statusCode());
        JsonNode error = GatewayFixture.json(response.body()).path("error");
        assertTrue(error.path("code").asText().endsWith("_not_found"), response.body());
        assertTrue(error.path("message").asText().endsWith("Send the complete conversation as input."));
    }

    @Test
    void aResponseIsNotStoredIfTheClientOptsOut() {
        JsonNode response = gateway.postJson(PATH, "{'model':'m','input':'hi','store':false}");
        assertFalse(response.path("store").asBoolean());
        assertEquals(404, gateway.get(PATH + "/" + response.path("id").asText()).statusCode());
    }

    @Test
    void theStoreHasALimitedSizeAndSeparatesConsumers() {
        ResponseStore store = new ResponseStore(2000);
        for (int i = 0; i < 50; i++) {
            store.store(
                    "one", Wire.JSON.createObjectNode().put("id", "resp_" + i).put("text", "x".repeat(500)), List.of());
        }
        assertTrue(store.find("one", "resp_0").isEmpty());
        assertTrue(store.find("one", "resp_49").isPresent());
        assertTrue(store.find("two", "resp_49").isEmpty());
        assertFalse(store.delete("two", "resp_49"));
    }

    @Test
    void itemsOfALaterResponseOutliveTheEarlierOne() {
        ResponseStore store = new ResponseStore();
        JsonNode item = Wire.JSON.createObjectNode().put("id", "msg_1");
        store.store("one", Wire.JSON.createObjectNode().put("id", "resp_1"), List.of(item));
        store.store("one", Wire.JSON.createObjectNode().put("id", "resp_2"), List.of(item));
        store.delete("one", "resp_1");
        assertTrue(store.item("one", "msg_1").isPresent());
        store.delete("one", "resp_2");
        assertTrue(store.item("one", "msg_1").isEmpty());
    }
}
