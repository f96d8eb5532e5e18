package dev.openllm.server.access;

import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.InterProcessLocks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes the usage record, which shows which consumers used which models and when. The record consists of one file per
 * month in the user's configuration folder, with one line of JSON per chat. It is written on a separate thread and
 * limited in size and age.
 */
final class AuditLog implements AutoCloseable {

    /**
     * The maximum size of a file: 4 MiB, which is sufficient for about 25,000 chats per month. If a file exceeds this
     * size, the older half of the file is removed. The usage totals of the removed lines are retained for the current
     * day because the daily limits depend on these totals. They are also retained for the previous and the next day
     * because a clock that has not been set yet can be wrong by hours.
     */
    static final int MAX_BYTES = 4 << 20;

    /** The number of months for which files are retained. Files of older months are deleted. */
    static final int RETAINED_MONTHS = 12;

    /**
     * The part of the maximum file size, in bytes, that is assumed for each retained usage total. The maximum number of
     * totals is the maximum file size divided by this number. This limit leaves enough space for the lines of chats.
     */
    private static final int BYTES_PER_SUM = 1000;

    private static final int MAX_PENDING = 10_000;
    /**
     * The time during which lines are collected before they are written. This time is long enough to write the lines of
     * many chats at once and short enough that a crash loses almost nothing.
     */
    private static final Duration WRITE_DELAY = Duration.ofMillis(100);

    private static final int CLOSE_TIMEOUT_SECONDS = 10;

    private final UsageFiles files;
    private final UsageToday today;
    private final int maxBytes;
    private final BlockingQueue<ModelUse> pending = new ArrayBlockingQueue<>(MAX_PENDING);
    private final AtomicBoolean writeScheduled = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor writer;

    AuditLog(UsageFiles files, UsageToday today, int maxBytes) {
        this.files = files;
        this.today = today;
        this.maxBytes = maxBytes;
        this.writer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("usage").factory(), new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Queues a chat to be written to the usage record. If the chat cannot be written, it counts toward limits only in
     * this process. A chat never waits or fails because of the usage record.
     */
    void append(ModelUse use) {
        today.addPending(use);
        if (!pending.offer(use)) {
            today.unrecorded(use);
        } else if (writeScheduled.compareAndSet(false, true)) {
            writer.schedule(this::writePending, WRITE_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Writes the queued lines and stops the writer thread. */
    @Override
    public void close() {
        if (writer.isShutdown()) {
            return;
        }
        try {
            writer.submit(this::writePending).get(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException lost) {
            // Ignore the failure: the process must end even if the last lines have not been written.
        }
        writer.shutdownNow();
    }

    private void writePending() {
        writeScheduled.set(false);
        List<ModelUse> uses = new ArrayList<>();
        pending.drainTo(uses);
        Map<String, List<ModelUse>> usesByMonth = new TreeMap<>();
        for (ModelUse use : uses) {
            String month = use.time().substring(0, "2026-01".length());
            usesByMonth.computeIfAbsent(month, key -> new ArrayList<>()).add(use);
        }
        usesByMonth.forEach((month, monthUses) -> {
            try {
                write(files.of(YearMonth.parse(month)), monthUses);
            } catch (IOException lost) {
                monthUses.forEach(today::unrecorded);
            }
        });
    }

    private void write(Path file, List<ModelUse> uses) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ModelUse use : uses) {
            lines.writeBytes(use.toJson());
            lines.write('\n');
        }
        AtomicFile.createFolder(files.folder());
        try (InterProcessLocks.HeldLock lock = files.locks().acquire(file)) {
            if (Files.exists(file)) {
                today.write(uses, () -> UsageFiles.append(file, lines.toByteArray()));
            } else {
                today.write(uses, () -> UsageFiles.replace(file, lines.toByteArray()));
                deleteExpired();
            }
            if (Files.size(file) > maxBytes) {
                truncate(file);
            }
        }
    }

    private void truncate(Path file) throws IOException {
        byte[] content = UsageFiles.readBytes(file);
        int retainedStart = UsageLines.lastLinesOffset(content, maxBytes / 2);
        List<UsageLines.Line> removed =
                UsageLines.of(Arrays.copyOf(content, retainedStart)).lines();
        LocalDate currentDay = LocalDate.now();
        int maxSums = maxBytes / BYTES_PER_SUM;
        ByteArrayOutputStream result = new ByteArrayOutputStream(maxBytes);
        result.writeBytes(UsageLines.toBytes(UsageLines.summarize(removed, currentDay.minusDays(1), maxSums / 4)));
        result.writeBytes(UsageLines.toBytes(UsageLines.summarize(removed, currentDay, maxSums)));
        result.writeBytes(UsageLines.toBytes(UsageLines.summarize(removed, currentDay.plusDays(1), maxSums / 4)));
        result.write(content, retainedStart, content.length - retainedStart);
        UsageFiles.replace(file, result.toByteArray());
    }

    private void deleteExpired() throws IOException {
        String oldestName = YearMonth.now(ZoneOffset.UTC).minusMonths(RETAINED_MONTHS) + UsageFiles.SUFFIX;
        for (Path file : files.all()) {
            if (file.getFileName().toString().compareTo(oldestName) < 0) {
                Files.deleteIfExists(file);
            }
        }
    }
}
