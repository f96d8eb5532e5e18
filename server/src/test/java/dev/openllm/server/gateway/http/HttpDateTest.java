package dev.openllm.server.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HttpDateTest {

    @Test
    void everyDayOfALeapYearIsFormattedWithEnglishNames() {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                .withZone(ZoneOffset.UTC);
        Instant start = Instant.parse("2028-01-01T00:00:07Z");
        for (int day = 0; day < 366; day++) {
            Instant time = start.plus(day, ChronoUnit.DAYS).plus(day, ChronoUnit.MINUTES);
            assertEquals(formatter.format(time), HttpDate.text(time));
        }
        assertEquals("Thu, 01 Jan 1970 00:00:00 GMT", HttpDate.text(Instant.EPOCH));
    }
}
