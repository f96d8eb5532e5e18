package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.server.access.ModelUse;
import dev.openllm.server.testing.TestTimeouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the status that the server reports about itself and about its users. */
@Timeout(TestTimeouts.TEST_SECONDS)
class StatusTest {

    private final Services services = new TestServices().services();

    @Test
    void theStatusContainsTheProcessItsAgeAndItsSize() {
        JsonNode status = requestResult("{'jsonrpc':'2.0','id':2,'method':'status/get'}");
        assertEquals("1.2.3", status.path("serverVersion").asText());
        assertEquals(ProcessHandle.current().pid(), status.path("processId").asLong());
        assertTrue(status.path("uptimeMs").asLong() > 0);
        assertTrue(status.path("memoryBytes").asLong() > 1024 * 1024);
        assertTrue(status.path("javaVersion")
                .asText()
                .startsWith(String.valueOf(Runtime.version().feature())));
    }

    @Test
    void theStatusContainsTheModelUsers() {
        services.access().recordUse(ModelUse.finished("acme.tests", TestServices.CHAT_RESULT));
        JsonNode consumers =
                requestResult("{'jsonrpc':'2.0','id':2,'method':'status/get'}").path("consumers");
        assertEquals(1, consumers.size());
        assertEquals("acme.tests", consumers.get(0).path("consumer").asText());
        assertEquals("test/model", consumers.get(0).path("lastModel").asText());
    }

    private JsonNode requestResult(String... requests) {
        BytePipe toServer = new BytePipe();
        BytePipe toClient = new BytePipe();
        StdioServer server = StdioServer.on(toServer.source(), toClient.sink());
        Thread.ofPlatform().daemon().start(() -> server.serve(services));
        try (RawClient client = new RawClient(toClient.source(), toServer.sink())) {
            JsonNode response = null;
            for (String request : requests) {
                response = client.send(request).next(message -> message.has("result"));
            }
            return response.path("result");
        }
    }
}
