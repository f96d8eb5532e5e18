package dev.openllm.server.gateway.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.gateway.GatewayFixture;
import dev.openllm.server.testing.TestTimeouts;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests with the requests of the {@code rhcustom} provider in the released Ansible extension. It appends {@code
 * /v1/chat/completions} to the address that the user enters, always sends an API key, does not use streaming, and shows
 * the message of an error.
 */
@Timeout(TestTimeouts.TEST_SECONDS)
class AnsibleClientTest {

    private static final String PATH = "/v1/chat/completions";

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<String> sendPrompt(String prompt) {
        return gateway.post(PATH, """
            {'model':'test/some/model','messages':[{'role':'system','content':'You write Ansible playbooks.'},
            {'role':'user','content':'%s'}],'max_tokens':1600,'temperature':0.1,'stream':false}\
            """.formatted(prompt));
    }

    @Test
    void aPlaybookIsCompletedInOneUnstreamedResponse() {
        gateway.chats.events = List.of(new ChatEvent.Text("- name: Install "), new ChatEvent.Text("nginx"));
        HttpResponse<String> response = sendPrompt("Install nginx.");
        assertEquals(200, response.statusCode());
        assertTrue(response.headers().firstValue("content-type").orElse("").startsWith("application/json"));
        JsonNode body = GatewayFixture.json(response.body());
        assertEquals(
                "- name: Install nginx", body.at("/choices/0/message/content").asText());
        assertEquals("stop", body.at("/choices/0/finish_reason").asText());
        assertEquals(OptionalInt.of(1600), gateway.chats.lastRequest.options().maxOutputTokens());
    }

    @Test
    void theSettingsAreValidatedWithTheTestMessage() {
        gateway.chats.events = List.of(new ChatEvent.Text("Hello."));
        assertEquals(200, sendPrompt("test").statusCode());
    }

    @Test
    void anErrorHasAMessageForTheUser() {
        gateway.chats.failure = Optional.of(ErrorInfo.of(ErrorKind.AUTH, "The key was refused."));
        HttpResponse<String> response = sendPrompt("test");
        assertEquals(401, response.statusCode());
        assertTrue(GatewayFixture.json(response.body())
                .at("/error/message")
                .asText()
                .startsWith("The key was refused."));
        assertFalse(response.body().contains("Exception"));
    }
}
