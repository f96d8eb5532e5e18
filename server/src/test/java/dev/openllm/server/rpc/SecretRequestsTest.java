package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.TestSecretParams;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which clients can make the server ask the user again about an API key after the user declined. */
class SecretRequestsTest {

    private final TestServices services = new TestServices();

    @Test
    void testingAKeyAsksAboutItsHostAgain() {
        testSecret(ClientRole.OWNER);

        assertEquals(List.of("work"), services.clearedDenials);
    }

    @Test
    void aPeerCannotRepeatTheQuestion() {
        testSecret(ClientRole.PEER);

        assertEquals(List.of(), services.clearedDenials);
    }

    /** The provider is not configured in this test; only the question to the user matters. */
    private void testSecret(ClientRole clientRole) {
        SecretRequests requests = new SecretRequests(services.services(), clientRole);
        assertThrows(OpenLlmException.class, () -> requests.test(new TestSecretParams("work", Optional.empty())));
    }
}
