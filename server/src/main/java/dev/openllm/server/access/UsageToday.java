package dev.openllm.server.access;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.CannotRead;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Each consumer's usage today, in all processes of the user. Combines the content of the usage record with the usage
 * that this process has not written yet or could not write.
 */
final class UsageToday {

    /**
     * The total usage by one consumer or by all consumers.
     *
     * @param tokens the number of input and output tokens combined
     * @param dollars the cost in US dollars
     */
    record Sum(long tokens, double dollars) {

        static final Sum ZERO = new Sum(0, 0);

        Sum plus(ModelUse use) {
            return plus(new Sum(use.tokens(), use.costUsd().orElse(0)));
        }

        Sum plus(Sum other) {
            return new Sum(tokens + other.tokens, dollars + other.dollars);
        }
    }

    /**
     * Today's usage.
     *
     * @param consumer the usage of one consumer
     * @param total the usage of all consumers combined
     */
    record Used(Sum consumer, Sum total) {}

    /** An operation that writes to the usage record. */
    @FunctionalInterface
    interface Write {
        void run() throws IOException;
    }

    private static final int MAX_DAYS = 31;

    private final UsageFiles files;
    private final Map<Path, UsageTail> tails = new HashMap<>();
    private final Set<ModelUse> pending = Collections.newSetFromMap(new IdentityHashMap<>());
    /**
     * The usage that is not in the usage record, by day and consumer. Several days are retained because a clock that is
     * set forward by mistake and then back returns to an earlier day.
     */
    private final Map<LocalDate, Map<String, Sum>> unrecorded = new LinkedHashMap<>();

    private final Supplier<LocalDate> currentDay;
    private LocalDate day = LocalDate.MIN;

    UsageToday(UsageFiles files) {
        this(files, LocalDate::now);
    }

    /** @param currentDay the function that returns the current day */
    UsageToday(UsageFiles files, Supplier<LocalDate> currentDay) {
        this.files = files;
        this.currentDay = currentDay;
    }

    /**
     * Returns the usage of the specified consumer and of all consumers combined.
     *
     * @throws OpenLlmException of kind {@code config} if the usage record cannot be read, because unknown usage must
     *     not be treated as zero usage
     */
    synchronized Used of(String consumer) {
        updateDay();
        Map<String, Sum> sums = new HashMap<>(unrecorded.getOrDefault(day, Map.of()));
        pending.stream().filter(use -> use.day().equals(day)).forEach(use -> add(sums, use.consumer(), use));
        for (Path file : files.filesSince(day)) {
            readRecorded(file).forEach((name, sum) -> sums.merge(name, sum, Sum::plus));
        }
        return new Used(
                sums.getOrDefault(consumer, Sum.ZERO), sums.values().stream().reduce(Sum.ZERO, Sum::plus));
    }

    /** Counts an entry that is going to be written to the usage record. */
    synchronized void addPending(ModelUse use) {
        pending.add(use);
    }

    /** Counts an entry that will not be written to the usage record. */
    synchronized void unrecorded(ModelUse use) {
        pending.remove(use);
        add(unrecorded.computeIfAbsent(use.day(), key -> new HashMap<>()), use.consumer(), use);
        if (unrecorded.size() > MAX_DAYS) {
            unrecorded.remove(unrecorded.keySet().iterator().next());
        }
    }

    /**
     * Writes queued entries. While the entries are being written, each of them continues to be counted exactly once.
     */
    synchronized void write(List<ModelUse> uses, Write write) throws IOException {
        write.run();
        uses.forEach(pending::remove);
    }

    private Map<String, Sum> readRecorded(Path file) {
        UsageTail tail = tails.computeIfAbsent(file, path -> new UsageTail(path, files.locks(), day));
        try {
            tail.update();
        } catch (IOException unreadable) {
            throw new OpenLlmException(
                    ErrorInfo.of(
                                    ErrorKind.CONFIG,
                                    UserText.of(
                                            "Today's limits cannot be checked because the usage record {0} cannot be"
                                                    + " read: {1}.",
                                            file, CannotRead.reason(unreadable)))
                            .withHint(UserText.of(
                                    "Make sure that the usage record is a regular file that you can read, or move it"
                                            + " to another folder.")),
                    unreadable);
        }
        if (tail.isDamaged()) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of(
                            "Today's limits cannot be checked because the usage record {0} has a damaged line.", file),
                    UserText.of("Run `open-llm usage repair`.").inVsCode("Run `open-llm usage repair` in a terminal."));
        }
        return tail.sums();
    }

    private void updateDay() {
        LocalDate today = currentDay.get();
        if (!today.equals(day)) {
            day = today;
            tails.clear();
        }
    }

    private static void add(Map<String, Sum> sums, String consumer, ModelUse use) {
        sums.merge(consumer, Sum.ZERO.plus(use), Sum::plus);
    }
}
