package dev.openllm.server.access;

import dev.openllm.protocol.Wire;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.InterProcessLocks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import java.util.stream.Stream;

/**
 * The record of who used which model when: one line of JSON for each chat, one file for each month, in the person's
 * own folder. Written by one thread behind the chats; bounded in size and age.
 */
final class AuditLog implements AutoCloseable {

    /** About 25,000 chats in a month; beyond it the older half of the month goes. */
    static final int MOST_BYTES = 4 << 20;

    /** Files of older months are deleted. */
    static final int MONTHS = 12;

    private static final int MOST_WAITING = 10_000;
    /** Long enough that many chats make one write, short enough that a crash loses next to nothing. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private static final int LAST_WORDS_SECONDS = 10;
    private static final String SUFFIX = ".jsonl";

    private final Path folder;
    private final InterProcessLocks turns;
    private final int mostBytes;
    private final BlockingQueue<ModelUse> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean writeIsDue = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor writer;

    AuditLog(Path userFolder, int mostBytes) {
        this.folder = userFolder.resolve("usage");
        this.turns = new InterProcessLocks(userFolder.resolve("locks"));
        this.mostBytes = mostBytes;
        this.writer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("usage").factory(), new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Writes a line soon. What cannot be written is lost: a chat never waits or fails for the record. */
    void append(ModelUse use) {
        if (waiting.offer(use) && writeIsDue.compareAndSet(false, true)) {
            writer.schedule(this::writeWaiting, GATHERING.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** The lines from a local date on, oldest first, without those that are still to be written. */
    List<ModelUse> since(LocalDate day) {
        List<ModelUse> uses = new ArrayList<>();
        // A month of the file's name is UTC: a local day may begin in the month before or after.
        YearMonth last = YearMonth.now(ZoneOffset.UTC);
        for (YearMonth month = YearMonth.from(day.minusDays(1)); !month.isAfter(last); month = month.plusMonths(1)) {
            for (ModelUse use : read(fileOf(month))) {
                if (!use.day().isBefore(day)) {
                    uses.add(use);
                }
            }
        }
        return uses;
    }

    /** Writes what is waiting, and ends. */
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
            // The process ends, with or without its last lines.
        }
        writer.shutdownNow();
    }

    private void writeWaiting() {
        writeIsDue.set(false);
        List<ModelUse> uses = new ArrayList<>();
        waiting.drainTo(uses);
        Map<YearMonth, StringBuilder> months = new TreeMap<>();
        try {
            for (ModelUse use : uses) {
                YearMonth month = YearMonth.parse(use.time().substring(0, "2026-01".length()));
                months.computeIfAbsent(month, none -> new StringBuilder())
                        .append(Wire.JSON.writeValueAsString(use))
                        .append('\n');
            }
            for (Map.Entry<YearMonth, StringBuilder> month : months.entrySet()) {
                write(fileOf(month.getKey()), month.getValue().toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException lost) {
            // As said at append; what comes next is tried again.
        }
    }

    private void write(Path file, byte[] lines) throws IOException {
        AtomicFile.makeFolder(folder);
        try (InterProcessLocks.Turn turn = turns.take(file)) {
            if (Files.exists(file)) {
                Files.write(file, lines, StandardOpenOption.APPEND);
            } else {
                AtomicFile.replacePrivately(file, lines);
                deleteOld();
            }
            if (Files.size(file) > mostBytes) {
                shorten(file);
            }
        }
    }

    private void shorten(Path file) throws IOException {
        byte[] newer;
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Files.size(file) - mostBytes / 2);
            newer = in.readAllBytes();
        }
        int firstWhole = 0;
        while (firstWhole < newer.length && newer[firstWhole++] != '\n') {
            // the rest of a line that is cut
        }
        AtomicFile.replacePrivately(file, Arrays.copyOfRange(newer, firstWhole, newer.length));
    }

    private void deleteOld() throws IOException {
        String oldest = YearMonth.now(ZoneOffset.UTC).minusMonths(MONTHS) + SUFFIX;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX) && name.compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static List<ModelUse> read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.flatMap(AuditLog::parse).toList();
        } catch (IOException | UncheckedIOException none) {
            return List.of();
        }
    }

    /** A line that a dying process left half written is passed over. */
    private static Stream<ModelUse> parse(String line) {
        try {
            ModelUse use = Wire.JSON.readValue(line, ModelUse.class);
            use.day();
            return Stream.of(use);
        } catch (IOException | RuntimeException broken) {
            return Stream.empty();
        }
    }

    private Path fileOf(YearMonth month) {
        return folder.resolve(month + SUFFIX);
    }
}
