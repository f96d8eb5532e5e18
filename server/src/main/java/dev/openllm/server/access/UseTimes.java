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
        long second = System.currentTimeMillis() / 1000;
        Known known = last;
        if (known.instant().getEpochSecond() == second && known.instant().getNano() == 0) {
            return known.text();
        }
        Instant now = Instant.ofEpochSecond(second).truncatedTo(ChronoUnit.SECONDS);
        known = Known.of(now.toString(), now);
        last = known;
        return known.text();
    }

    static Instant instant(String time) {
        return known(time).instant();
    }

    /** Returns the day, in the local time zone, that contains the specified time. */
    static LocalDate day(String time) {
        Known known = known(time);
        return known.zone().equals(ZoneId.systemDefault())
                ? known.day()
                : Known.of(time, known.instant()).day();
    }

    private static Known known(String time) {
        Known known = last;
        if (!known.text().equals(time)) {
            known = Known.of(time, Instant.parse(time));
            last = known;
        }
        return known;
    }
}
