package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What status and headers say of a failure. */
class HttpFailuresTest {

    private static OptionalLong wait(Map<String, String> headers) {
        return HttpFailures.retryAfterMs(headers);
    }

    @Test
    void theWaitIsReadInAllItsForms() {
        assertEquals(OptionalLong.of(1500), wait(Map.of("retry-after-ms", "1500", "retry-after", "9")));
        assertEquals(OptionalLong.of(2000), wait(Map.of("retry-after", "2")));
        assertEquals(OptionalLong.of(500), wait(Map.of("retry-after", "0.5")));
        assertEquals(
                OptionalLong.of(60_000),
                wait(Map.of("date", "Sun, 06 Nov 1994 08:49:37 GMT", "retry-after", "Sun, 06 Nov 1994 08:50:37 GMT")));
        assertEquals(OptionalLong.empty(), wait(Map.of("retry-after", "soon")));
        assertEquals(OptionalLong.empty(), wait(Map.of()));
    }

    @Test
    void theProvidersOwnWordsAreTheMessage() {
        ErrorInfo error = HttpFailures.read(529, Map.of("request-id", "req_1"), Optional.of("Busy"), "{}");

        assertEquals(ErrorKind.OVERLOADED, error.kind());
        assertEquals("Busy", error.message());
        assertEquals(Optional.of("req_1"), error.requestId());
    }

    @Test
    void aWebPageIsNotQuoted() {
        assertEquals(
                "The provider answered with status 502 and a web page instead of JSON.",
                HttpFailures.read(502, Map.of(), Optional.empty(), " <html>x</html>").message());
    }

    @Test
    void anEmptyBodyIsSaidToBeEmpty() {
        assertEquals(
                "The provider answered with status 500 and nothing else.",
                HttpFailures.read(500, Map.of(), Optional.empty(), "").message());
    }
}
