package dev.openllm.server.rpc;

import static dev.openllm.server.rpc.StdioFixture.CHAT_REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.rpc.jsonrpc.FramedStreams;
import dev.openllm.server.testing.TestTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for the replies to requests that fail, messages that do not fit the protocol, and input that is not a message.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class StdioMessagesTest {

    private final StdioFixture server = new StdioFixture();
    private final TestServices services = server.services;
    private final RawClient client = server.client;

    @AfterEach
    void leave() {
        server.close();
    }

    @Test
    void aFailureContainsAllKnownDetails() {
        services.chat = (params, sink) -> {
            throw new OpenLlmException(ErrorInfo.of(ErrorKind.RATE_LIMITED, "Slow down.")
                    .withHint("Wait.")
                    .withStatus(429)
                    .withRetryAfterMs(7000));
        };
        client.send(CHAT_REQUEST);
        JsonNode error = client.next().path("error");
        assertEquals(-32000, error.path("code").asInt());
        assertEquals("Slow down.", error.path("message").asText());
        assertEquals(
                "{\"kind\":\"rate_limited\",\"message\":\"Slow down.\",\"hint\":\"Wait.\",\"status\":429,"
                        + "\"retryAfterMs\":7000}",
                error.path("data").toString());
    }

    @Test
    void anInternalErrorIsReportedWithoutMessageAndStack() {
        services.chat = (params, sink) -> {
            throw new AssertionError("sk-canary");
        };
        client.send(CHAT_REQUEST);
        JsonNode response = client.next();
        assertEquals(-32603, response.path("error").path("code").asInt());
        assertEquals(
                "internal", response.path("error").path("data").path("kind").asText());
        assertFalse(response.toString().contains("canary"), response.toString());
        assertFalse(response.toString().contains("StdioMessagesTest"), response.toString());
    }

    @Test
    void afterAnInternalErrorTheServerContinues() {
        services.chat = (params, sink) -> {
            throw new StackOverflowError();
        };
        client.send(CHAT_REQUEST);
        assertTrue(client.next().has("error"));
        client.send("{'jsonrpc':'2.0','id':2,'method':'models/list','params':{}}");
        assertTrue(client.next().has("result"));
    }

    @Test
    void anUnknownRequestIsReportedAsUnknown() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'tea/brew','params':{}}");
        JsonNode error = client.next().path("error");
        assertEquals(-32601, error.path("code").asInt());
        assertEquals(
                "The method tea/brew does not exist.", error.path("message").asText());
    }

    @Test
    void anUnknownNotificationIsIgnored() {
        client.send("{'jsonrpc':'2.0','method':'tea/brew','params':{}}");
        client.send("{'jsonrpc':'2.0','id':1,'method':'models/list'}");
        assertTrue(client.next().has("result"));
    }

    @Test
    void invalidParamsAreReportedByLocationAndNotByValue() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'chat/start','params':{'messages':[{'role':'sk-canary'}]}}");
        JsonNode response = client.next();
        assertEquals(1, response.path("id").asInt());
        assertEquals(-32602, response.path("error").path("code").asInt());
        assertEquals(
                "The params of chat/start do not fit at messages[0].role.",
                response.path("error").path("message").asText());
        assertFalse(response.toString().contains("canary"), response.toString());
    }

    @Test
    void unknownFieldsOfParamsAreIgnored() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'models/list','params':{'fromTheFuture':true}}");
        assertTrue(client.next().has("result"));
    }

    @Test
    void theOnlyParamCanBeInAList() {
        client.send("{'jsonrpc':'2.0','id':1,'method':'tokens/count','params':[{'model':'m','texts':['abc']}]}");
        assertEquals("[3]", client.next().path("result").path("counts").toString());
    }

    @Test
    void malformedJsonIsAnsweredAndTheNextMessageIsRead() {
        client.send("{'jsonrpc':'2.0','id':1,");
        JsonNode response = client.next();
        assertTrue(response.path("id").isNull());
        assertEquals(-32700, response.path("error").path("code").asInt());
        client.send("{'jsonrpc':'2.0','id':2,'method':'models/list','params':{}}");
        assertEquals(2, client.next().path("id").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{'jsonrpc':'2.0'}", "{'id':{},'method':'models/list'}"})
    void anInvalidMessageIsReportedAsInvalid(String json) {
        client.send(json);
        assertEquals(-32600, client.next().path("error").path("code").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "some garbage\r\n",
                "garbage without an end ",
                "\r\n\r\n\r\n",
                "Content-Length: many\r\n\r\n",
                "Content-Type: text/plain\r\n\r\n",
                "Content-Length: -5\r\n\r\n"
            })
    void garbageBetweenMessagesIsSkipped(String garbage) {
        client.sendRaw(garbage);
        client.send("{'jsonrpc':'2.0','id':1,'method':'models/list','params':{}}");
        assertEquals(1, client.next().path("id").asInt());
    }

    @Test
    void additionalAndLowercaseHeadersAreAccepted() {
        String json = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"models/list\"}";
        client.sendRaw("content-length: " + json.length()
                + "\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n" + json);
        assertEquals(1, client.next().path("id").asInt());
    }

    @Test
    void anOversizedMessageIsSkippedAndAnswered() {
        long length = FramedStreams.MAX_MESSAGE_BYTES + 1;
        client.sendRaw("Content-Length: " + length + "\r\n\r\n");
        String chunk = " ".repeat(1024 * 1024);
        for (long sent = 0; sent < length; sent += chunk.length()) {
            client.sendRaw(chunk.substring(0, (int) Math.min(chunk.length(), length - sent)));
        }
        assertEquals(-32600, client.next().path("error").path("code").asInt());
        client.send("{'jsonrpc':'2.0','id':1,'method':'models/list','params':{}}");
        assertEquals(1, client.next().path("id").asInt());
    }
}
