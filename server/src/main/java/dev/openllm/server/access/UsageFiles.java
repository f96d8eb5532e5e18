package dev.openllm.server.access;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.CannotRead;
import dev.openllm.server.file.CannotWrite;
import dev.openllm.server.file.InterProcessLocks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of the usage record: one file per month (in UTC), with one line of JSON per chat.
 *
 * @param folder the folder that contains the files
 */
record UsageFiles(Path folder, InterProcessLocks locks) {

    static final String SUFFIX = ".jsonl";

    /** The maximum size of a file that is read: 64 MiB. This is far above the size that a file can reach. */
    static final int MAX_BYTES = 64 << 20;

    static UsageFiles of(Path userFolder) {
        return new UsageFiles(userFolder.resolve("usage"), new InterProcessLocks(userFolder.resolve("locks")));
    }

    /**
     * The entries of the usage record from a specified day or later.
     *
     * @param uses the entries, oldest first
     * @param damagedLines the number of damaged lines that were skipped
     */
    record Recorded(List<ModelUse> uses, int damagedLines) {}

    /**
     * Returns the entries from the specified day, in the local time zone, or later.
     *
     * @throws IOException if a file cannot be read
     */
    Recorded since(LocalDate day) throws IOException {
        List<ModelUse> uses = new ArrayList<>();
        int damaged = 0;
        for (Path file : filesSince(day)) {
            UsageLines lines = read(file);
            lines.uses().stream().filter(use -> !use.day().isBefore(day)).forEach(uses::add);
            damaged += lines.damagedLines().size();
        }
        return new Recorded(uses, damaged);
    }

    /**
     * Returns the files that can contain entries from the specified day or later. The files are divided by month in
     * UTC, and the specified day, which is in the local time zone, can begin in the previous month.
     */
    List<Path> filesSince(LocalDate day) {
        List<Path> files = new ArrayList<>();
        YearMonth last = YearMonth.now(ZoneOffset.UTC);
        for (YearMonth month = YearMonth.from(day.minusDays(1)); !month.isAfter(last); month = month.plusMonths(1)) {
            files.add(of(month));
        }
        return files;
    }

    Path of(YearMonth month) {
        return folder.resolve(month + SUFFIX);
    }

    /** Returns the existing files, oldest first. */
    List<Path> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** @throws CannotRead if a file cannot be read; the exception contains the name of the file */
    static UsageLines read(Path file) throws IOException {
        return UsageLines.of(readBytes(file));
    }

    /**
     * Returns the content of a file, or an empty array if the file does not exist.
     *
     * @throws CannotRead if the file cannot be read; the exception contains the name of the file
     */
    static byte[] readBytes(Path file) throws IOException {
        try {
            return BoundedFile.readIfPresent(file, MAX_BYTES).orElse(new byte[0]);
        } catch (IOException unreadable) {
            throw new CannotRead(
                    UserText.of("the usage record {0} cannot be read: {1}", file, CannotRead.reason(unreadable)));
        }
    }

    /** Appends lines to an existing file. The calling thread must hold the lock. */
    static void append(Path file, byte[] lines) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CannotWrite(UserText.of("it is not a regular file"));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            // A process that was killed might have left an incomplete line, which must not damage the next line.
            boolean isLineIncomplete = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
            ByteBuffer buffer = ByteBuffer.allocate(lines.length + 1);
            if (isLineIncomplete) {
                buffer.put((byte) '\n');
            }
            buffer.put(lines).flip();
            channel.position(size);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /** Replaces the content of a file. */
    static void replace(Path file, byte[] lines) throws IOException {
        AtomicFile.replacePrivately(file, lines);
    }
}
