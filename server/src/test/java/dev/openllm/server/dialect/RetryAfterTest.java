package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Tests how long a provider asks the client to wait, in all supported header and body formats. */
class RetryAfterTest {

    private static OptionalLong parseWait(Map<String, String> headers) {
        return RetryAfter.ms(headers, "", true);
    }

    @Test
    void millisecondsTakePrecedenceOverSeconds() {
        assertEquals(OptionalLong.of(1500), parseWait(Map.of("retry-after-ms", "1500", "retry-after", "9")));
    }

    @Test
    void zeroMillisecondsFromAzureDoNotHideTheSeconds() {
        assertEquals(OptionalLong.of(1000), parseWait(Map.of("retry-after-ms", "0", "retry-after", "1")));
        assertEquals(OptionalLong.of(0), parseWait(Map.of("retry-after-ms", "0")));
    }

    @Test
    void secondsCanHaveAFraction() {
        assertEquals(OptionalLong.of(2000), parseWait(Map.of("retry-after", "2")));
        assertEquals(OptionalLong.of(500), parseWait(Map.of("retry-after", "0.5")));
    }

    @Test
    void aDateIsRelativeToTheDateOfTheResponse() {
        assertEquals(
                OptionalLong.of(60_000),
                parseWait(Map.of(
                        "date", "Sun, 06 Nov 1994 08:49:37 GMT", "retry-after", "Sun, 06 Nov 1994 08:50:37 GMT")));
        assertEquals(OptionalLong.empty(), parseWait(Map.of("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT")));
    }

    @Test
    void aWaitInTheMessageIsUsed() {
        assertEquals(OptionalLong.of(1242), RetryAfter.ms(Map.of(), "Please try again in 1.242s. Visit …", true));
        assertEquals(OptionalLong.of(7000), RetryAfter.ms(Map.of(), "Please retry after 7 seconds.", true));
        assertEquals(OptionalLong.of(90_000), RetryAfter.ms(Map.of(), "Please try again in 1m30s.", true));
        assertEquals(OptionalLong.of(54), RetryAfter.ms(Map.of(), "Please try again in 54ms.", true));
    }

    @Test
    void theResetTimeOfAnExhaustedLimitIsUsed() {
        assertEquals(
                OptionalLong.of(361_500),
                parseWait(Map.of(
                        "x-ratelimit-remaining-requests", "0",
                        "x-ratelimit-reset-requests", "6m1.5s",
                        "x-ratelimit-remaining-tokens", "100",
                        "x-ratelimit-reset-tokens", "9h")));
    }

    @Test
    void limitsAreIgnoredForOtherFailures() {
        assertEquals(
                OptionalLong.empty(),
                RetryAfter.ms(
                        Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "1s"), "", false));
    }

    @Test
    void anInvalidTimeIsIgnored() {
        assertEquals(OptionalLong.empty(), parseWait(Map.of("retry-after", "soon")));
        assertEquals(OptionalLong.empty(), parseWait(Map.of("retry-after", "-1")));
        assertEquals(OptionalLong.empty(), parseWait(Map.of()));
    }
}
