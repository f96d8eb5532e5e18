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
    static final int MOST_BYTES = 4 << 20;

    /** The number of months for which files are retained. Files of older months are deleted. */
    static final int MONTHS = 12;

    /**
     * The part of the maximum file size, in bytes, that is assumed for each retained usage total. The maximum number of
     * totals is the maximum file size divided by this number. This limit leaves enough space for the lines of chats.
     */
    private static final int BYTES_FOR_A_SUM = 1000;

    private static final int MOST_WAITING = 10_000;
    /**
     * The time during which lines are collected before they are written. This time is long enough to write the lines of
     * many chats at once and short enough that a crash loses almost nothing.
     */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private static final int LAST_WORDS_SECONDS = 10;

    private final UsageFiles files;
    private final UsageToday today;
    private final int mostBytes;
    private final BlockingQueue<ModelUse> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean writeIsDue = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor writer;

    AuditLog(UsageFiles files, UsageToday today, int mostBytes) {
        this.files = files;
        this.today = today;
        this.mostBytes = mostBytes;
        this.writer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("usage").factory(), new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Queues a chat to be written to the usage record. If the chat cannot be written, it counts toward limits only in
     * this process. A chat never waits or fails because of the usage record.
     */
    void append(ModelUse use) {
        today.waits(use);
        if (!waiting.offer(use)) {
            today.unrecorded(use);
        } else if (writeIsDue.compareAndSet(false, true)) {
            writer.schedule(this::writeWaiting, GATHERING.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Writes the queued lines and stops the writer thread. */
    @Override
    public void close() {
        if (writer.isShutdown()) {
            return;
        }
        try {
            writer.submit(this::writeWaiting).get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException lost) {
            // Ignore the failure: the process must end even if the last lines have not been written.
        }
        writer.shutdownNow();
    }

    private void writeWaiting() {
        writeIsDue.set(false);
        List<ModelUse> uses = new ArrayList<>();
        waiting.drainTo(uses);
        Map<String, List<ModelUse>> months = new TreeMap<>();
        for (ModelUse use : uses) {
            String month = use.time().substring(0, "2026-01".length());
            months.computeIfAbsent(month, none -> new ArrayList<>()).add(use);
        }
        months.forEach((month, ofMonth) -> {
            try {
                write(files.of(YearMonth.parse(month)), ofMonth);
            } catch (IOException lost) {
                ofMonth.forEach(today::unrecorded);
            }
        });
    }

    private void write(Path file, List<ModelUse> uses) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ModelUse use : uses) {
            lines.writeBytes(use.json());
            lines.write('\n');
        }
        AtomicFile.makeFolder(files.folder());
        try (InterProcessLocks.Turn turn = files.locks().take(file)) {
            if (Files.exists(file)) {
                today.write(uses, () -> UsageFiles.append(file, lines.toByteArray()));
            } else {
                today.write(uses, () -> UsageFiles.replace(file, lines.toByteArray()));
                deleteOld();
            }
            if (Files.size(file) > mostBytes) {
                shorten(file);
            }
        }
    }

    private void shorten(Path file) throws IOException {
        byte[] all = UsageFiles.bytes(file);
        int firstKept = UsageLines.lastLines(all, mostBytes / 2);
        List<UsageLines.Line> dropped =
                UsageLines.of(Arrays.copyOf(all, firstKept)).lines();
        LocalDate today = LocalDate.now();
        int mostSums = mostBytes / BYTES_FOR_A_SUM;
        ByteArrayOutputStream kept = new ByteArrayOutputStream(mostBytes);
        kept.writeBytes(UsageLines.bytes(UsageLines.summed(dropped, today.minusDays(1), mostSums / 4)));
        kept.writeBytes(UsageLines.bytes(UsageLines.summed(dropped, today, mostSums)));
        kept.writeBytes(UsageLines.bytes(UsageLines.summed(dropped, today.plusDays(1), mostSums / 4)));
        kept.write(all, firstKept, all.length - firstKept);
        UsageFiles.replace(file, kept.toByteArray());
    }

    private void deleteOld() throws IOException {
        String oldest = YearMonth.now(ZoneOffset.UTC).minusMonths(MONTHS) + UsageFiles.SUFFIX;
        for (Path file : files.all()) {
            if (file.getFileName().toString().compareTo(oldest) < 0) {
                Files.deleteIfExists(file);
            }
        }
    }
}
