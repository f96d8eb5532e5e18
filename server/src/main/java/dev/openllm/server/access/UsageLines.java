package dev.openllm.server.access;

import dev.openllm.protocol.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a usage record file. Each line is decoded separately, so that a damaged line does not affect the other
 * lines.
 *
 * @param lines the lines, without empty lines
 */
record UsageLines(List<Line> lines) {

    /**
     * Matches the time of a line in the usage record. The time is the first field of the line, so it can be read even
     * if the line is truncated.
     */
    private static final Pattern TIME = Pattern.compile("\"time\":\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)\"");

    /**
     * A line of the usage record.
     *
     * @param bytes the bytes of the line, without the line separator
     * @param use the decoded entry; empty if the line is damaged
     * @param day the day of the entry in the local time zone; for a damaged line, present only if the day can be
     *     determined
     */
    record Line(byte[] bytes, Optional<ModelUse> use, Optional<LocalDate> day) {

        boolean isDamaged() {
            return use.isEmpty();
        }
    }

    static UsageLines of(byte[] file) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= file.length; end++) {
            if (end == file.length || file[end] == '\n') {
                if (end > start) {
                    lines.add(line(Arrays.copyOfRange(file, start, end)));
                }
                start = end + 1;
            }
        }
        return new UsageLines(lines);
    }

    /**
     * Returns the offset at which the last lines of a file begin, without decoding the lines. These lines are the
     * fewest lines at the end of the file that are together longer than {@code moreThan} bytes. If the entire file is
     * not longer than that, the offset is 0.
     */
    static int lastLinesOffset(byte[] file, int moreThan) {
        int start = file.length;
        while (start > 0 && file.length - start <= moreThan) {
            start--;
            while (start > 0 && file[start - 1] != '\n') {
                start--;
            }
        }
        return start;
    }

    private static Line line(byte[] bytes) {
        try {
            ModelUse use = Wire.JSON.readValue(bytes, ModelUse.class);
            return new Line(bytes, Optional.of(use), Optional.of(use.day()));
        } catch (IOException | RuntimeException damaged) {
            return new Line(bytes, Optional.empty(), readDay(bytes));
        }
    }

    private static Optional<LocalDate> readDay(byte[] damaged) {
        Matcher time = TIME.matcher(new String(damaged, StandardCharsets.ISO_8859_1));
        try {
            return time.find()
                    ? Optional.of(Instant.parse(time.group(1))
                            .atZone(ZoneId.systemDefault())
                            .toLocalDate())
                    : Optional.empty();
        } catch (DateTimeException invalidTime) {
            return Optional.empty();
        }
    }

    List<ModelUse> uses() {
        return lines.stream().flatMap(line -> line.use().stream()).toList();
    }

    List<Line> damagedLines() {
        return lines.stream().filter(Line::isDamaged).toList();
    }

    /**
     * Returns the number of damaged lines that might belong to a day. The day of a damaged line cannot always be read.
     * Because lines are ordered by time, a damaged line is not counted if an intact line from an earlier day follows
     * it.
     */
    long countDamagedOn(LocalDate day) {
        long count = 0;
        for (Line line : lines) {
            Optional<LocalDate> lineDay = line.day();
            if (line.isDamaged() && lineDay.map(day::equals).orElse(true)) {
                count++;
            } else if (!line.isDamaged() && lineDay.filter(day::isAfter).isPresent()) {
                count = 0;
            }
        }
        return count;
    }

    /** Returns the file content without the damaged lines. */
    byte[] intactBytes() {
        return toBytes(lines.stream().filter(line -> !line.isDamaged()).toList());
    }

    /**
     * Returns the usage totals of a day, one line per consumer. If there are more consumers than the maximum number of
     * lines, the remaining consumers share one line. Damaged lines of the day are retained because their content is
     * unknown.
     */
    static List<Line> summarize(List<Line> lines, LocalDate day, int maxLines) {
        Map<String, ModelUse> sums = new LinkedHashMap<>();
        List<Line> result = new ArrayList<>();
        for (Line line : lines) {
            boolean isOnDay = line.day().filter(day::equals).isPresent();
            if (isOnDay && line.use().isPresent()) {
                ModelUse use = line.use().get();
                String consumer =
                        sums.containsKey(use.consumer()) || sums.size() + 1 < maxLines ? use.consumer() : "others";
                sums.merge(consumer, use.withConsumer(consumer), ModelUse::plus);
            } else if (isOnDay) {
                result.add(line);
            }
        }
        for (ModelUse sum : sums.values()) {
            result.add(line(sum.toJson()));
        }
        return result;
    }

    static byte[] toBytes(List<Line> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Line line : lines) {
            bytes.writeBytes(line.bytes());
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }
}
