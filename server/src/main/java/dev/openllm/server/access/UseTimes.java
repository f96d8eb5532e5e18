package dev.openllm.server.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Formats and parses the times in the usage record, in whole seconds. The most recent result is cached, so the work is
 * not repeated for chats that end within the same second.
 */
final class UseTimes {

    /**
     * The most recent time that was formatted or parsed.
     *
     * @param zone the time zone of the day, which can change while the process is running
     */
    private record Known(String text, Instant instant, ZoneId zone, LocalDate day) {

        static Known of(String text, Instant instant) {
            ZoneId zone = ZoneId.systemDefault();
            return new Known(text, instant, zone, instant.atZone(zone).toLocalDate());
        }
    }

    private static volatile Known last = Known.of(Instant.EPOCH.toString(), Instant.EPOCH);

    private UseTimes() {}

    /** Returns the current time in ISO 8601 format and UTC. */
    static String now() {
        long epochSecond = System.currentTimeMillis() / 1000;
        Known cached = last;
        if (cached.instant().getEpochSecond() == epochSecond && cached.instant().getNano() == 0) {
            return cached.text();
        }
        Instant now = Instant.ofEpochSecond(epochSecond).truncatedTo(ChronoUnit.SECONDS);
        cached = Known.of(now.toString(), now);
        last = cached;
        return cached.text();
    }

    static Instant instant(String time) {
        return parse(time).instant();
    }

    /** Returns the day, in the local time zone, that contains the specified time. */
    static LocalDate day(String time) {
        Known parsed = parse(time);
        return parsed.zone().equals(ZoneId.systemDefault())
                ? parsed.day()
                : Known.of(time, parsed.instant()).day();
    }

    private static Known parse(String time) {
        Known cached = last;
        if (!cached.text().equals(time)) {
            cached = Known.of(time, Instant.parse(time));
            last = cached;
        }
        return cached;
    }
}
