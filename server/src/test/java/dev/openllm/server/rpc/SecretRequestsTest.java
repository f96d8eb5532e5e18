package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.TestSecretParams;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may have the user asked again about a key after they said no. */
class SecretRequestsTest {

    private final TestServices services = new TestServices();

    @Test
    void testingAKeyAsksAboutItsHostAgain() {
        test(ClientRole.OWNER);

        assertEquals(List.of("work"), services.askedAgain);
    }

    @Test
    void aPeerCannotRepeatTheQuestion() {
        test(ClientRole.PEER);

        assertEquals(List.of(), services.askedAgain);
    }

    /** The provider is not in use here: no more than the question matters. */
    private void test(ClientRole clientRole) {
        SecretRequests requests = new SecretRequests(services.services(), clientRole);
        assertThrows(OpenLlmException.class, () -> requests.test(new TestSecretParams("work", Optional.empty())));
    }
}
