package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests for the conclusions that are drawn from the status and the headers of a failed request. */
class HttpFailuresTest {

    @Test
    void theProvidersOwnMessageIsUsed() {
        ErrorInfo error = HttpFailures.read(529, Map.of("request-id", "req_1"), Optional.of("Busy"), "{}");

        assertEquals(ErrorKind.OVERLOADED, error.kind());
        assertEquals("Busy", error.message());
        assertEquals(Optional.of("req_1"), error.requestId());
    }

    @Test
    void aWebPageIsNotQuoted() {
        assertEquals(
                "The provider returned status 502 and a web page instead of JSON.",
                HttpFailures.read(502, Map.of(), Optional.empty(), " <html>x</html>")
                        .message());
    }

    @Test
    void aWebPageIsReportedByItsTitleWithAHintAboutTheBaseUrl() {
        ErrorInfo error =
                HttpFailures.read(502, Map.of(), Optional.empty(), "<html><title>502 Bad\nGateway</title></html>");

        assertEquals(
                "The provider returned status 502 and a web page (502 Bad Gateway) instead of JSON.", error.message());
        assertTrue(error.hint().orElse("").contains("base URL"), error::toString);
    }

    @Test
    void anEmptyBodyIsReported() {
        assertEquals(
                "The provider returned status 500 without a message.",
                HttpFailures.read(500, Map.of(), Optional.empty(), "").message());
    }
}
