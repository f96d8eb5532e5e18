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
 * The lines of a file of the usage record, decoded one by one, so that a damaged line does not affect the others.
 *
 * @param lines the lines, without empty ones
 */
record UsageLines(List<Line> lines) {

    /** A use begins with its time, which is readable even in a truncated line. */
    private static final Pattern TIME = Pattern.compile("\"time\":\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)\"");

    /**
     * One line.
     *
     * @param bytes the bytes of the line, without the line end
     * @param use the use; empty if the line is damaged
     * @param day the local day of the use; for a damaged line, only if the day can be read
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
     * Where the last lines of a file begin, so that they stay undecoded: as many as have more bytes than the minimum
     * together, or all of them.
     */
    static int lastLines(byte[] file, int moreThan) {
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
            return new Line(bytes, Optional.empty(), dayIn(bytes));
        }
    }

    private static Optional<LocalDate> dayIn(byte[] damaged) {
        Matcher time = TIME.matcher(new String(damaged, StandardCharsets.ISO_8859_1));
        try {
            return time.find()
                    ? Optional.of(Instant.parse(time.group(1))
                            .atZone(ZoneId.systemDefault())
                            .toLocalDate())
                    : Optional.empty();
        } catch (DateTimeException damagedToo) {
            return Optional.empty();
        }
    }

    List<ModelUse> uses() {
        return lines.stream().flatMap(line -> line.use().stream()).toList();
    }

    List<Line> damaged() {
        return lines.stream().filter(Line::isDamaged).toList();
    }

    /**
     * Returns the number of damaged lines that may belong to a day. Lines are ordered by time, so a damaged line
     * without a readable day is older than the day if an older line follows it.
     */
    long damagedOn(LocalDate day) {
        long count = 0;
        for (Line line : lines) {
            Optional<LocalDate> known = line.day();
            if (line.isDamaged() && known.map(day::equals).orElse(true)) {
                count++;
            } else if (!line.isDamaged() && known.filter(day::isAfter).isPresent()) {
                count = 0;
            }
        }
        return count;
    }

    /** The file without its damaged lines. */
    byte[] intact() {
        return bytes(lines.stream().filter(line -> !line.isDamaged()).toList());
    }

    /**
     * The totals of a day, one line per consumer; consumers beyond the maximum share one line. Damaged lines of the day
     * are retained, because their content is unknown.
     */
    static List<Line> summed(List<Line> lines, LocalDate day, int mostLines) {
        Map<String, ModelUse> sums = new LinkedHashMap<>();
        List<Line> summed = new ArrayList<>();
        for (Line line : lines) {
            boolean ofTheDay = line.day().filter(day::equals).isPresent();
            if (ofTheDay && line.use().isPresent()) {
                ModelUse use = line.use().get();
                String consumer =
                        sums.containsKey(use.consumer()) || sums.size() + 1 < mostLines ? use.consumer() : "others";
                sums.merge(consumer, use.of(consumer), ModelUse::plus);
            } else if (ofTheDay) {
                summed.add(line);
            }
        }
        for (ModelUse sum : sums.values()) {
            summed.add(line(sum.json()));
        }
        return summed;
    }

    static byte[] bytes(List<Line> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Line line : lines) {
            bytes.writeBytes(line.bytes());
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }
}
