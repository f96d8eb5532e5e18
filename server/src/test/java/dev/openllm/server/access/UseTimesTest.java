package dev.openllm.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class UseTimesTest {

    @Test
    void nowIsRoundedToASecondAndCanBeReadAgain() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String now = UseTimes.now();

        assertEquals(now, Instant.parse(now).truncatedTo(ChronoUnit.SECONDS).toString());
        assertFalse(UseTimes.instant(now).isBefore(before));
        assertEquals(Instant.parse(now), UseTimes.instant(now));
    }

    @Test
    void anUnknownTimeIsReadAfterAKnownOne() {
        String first = "2026-05-04T09:30:00Z";
        String second = "2026-05-04T09:30:01Z";

        assertEquals(Instant.parse(first), UseTimes.instant(first));
        assertEquals(Instant.parse(second), UseTimes.instant(second));
        assertEquals(Instant.parse(first), UseTimes.instant(first));
    }

    @Test
    void theDayDependsOnTheCurrentTimeZone() {
        String time = "2026-05-04T22:30:00Z";
        TimeZone originalZone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of("UTC")));
            assertEquals(LocalDate.of(2026, 5, 4), UseTimes.day(time));
            TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of("Asia/Tokyo")));
            assertEquals(LocalDate.of(2026, 5, 5), UseTimes.day(time));
        } finally {
            TimeZone.setDefault(originalZone);
        }
    }

    @Test
    void aDamagedTimeFails() {
        assertThrows(DateTimeException.class, () -> UseTimes.day("2026-05-"));
    }
}
