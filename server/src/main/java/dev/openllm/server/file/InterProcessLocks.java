package dev.openllm.server.file;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Provides a lock for each file, so only one writer at a time can change the file, even if the writers run in different
 * processes of a user. The operating system releases a lock when the process that holds the lock ends. The lock files
 * are stored in a separate folder and named after the hashes of the paths of the locked files. As a result, lock files
 * do not clutter a workspace, and no lock is held on a deleted file.
 *
 * @param folder the folder of the lock files, which must be the same for all processes that share locks
 */
public record InterProcessLocks(Path folder) {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(5);
    private static final int NAME_BYTES = 16;
    private static final ConcurrentHashMap<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    /**
     * A lock that is held by the caller. Closing this object releases the lock, so that the next writer can acquire it.
     */
    public static final class HeldLock implements AutoCloseable {

        private final ReentrantLock inProcess;
        private final FileChannel channel;

        private HeldLock(ReentrantLock inProcess, FileChannel channel) {
            this.inProcess = inProcess;
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            try {
                channel.close();
            } finally {
                inProcess.unlock();
            }
        }
    }

    /**
     * Acquires the lock for a file. Waits for up to one minute, because a single write can take seconds if the disk is
     * busy. A symbolic link and its target share a lock.
     *
     * @throws IOException if the lock cannot be acquired in time, or if the folder of the lock files is not writable
     */
    public HeldLock acquire(Path file) throws IOException {
        Path lockFile =
                folder.resolve(lockName(AtomicFile.target(file)) + ".lock").toAbsolutePath();
        ReentrantLock inProcess = IN_PROCESS.computeIfAbsent(lockFile, path -> new ReentrantLock());
        try {
            if (!inProcess.tryLock(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CannotWrite(UserText.of("it is being written by another request"));
            }
            return acquireFileLock(inProcess, lockFile);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IOException("the request was cancelled", cancelled);
        }
    }

    private HeldLock acquireFileLock(ReentrantLock inProcess, Path lockFile) throws IOException, InterruptedException {
        FileChannel channel = null;
        boolean acquired = false;
        try {
            AtomicFile.createFolder(folder);
            channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (channel.tryLock() == null) {
                if (System.nanoTime() > deadline) {
                    throw new CannotWrite(UserText.of("it is being written by another program"));
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_INTERVAL.toMillis());
            }
            acquired = true;
            return new HeldLock(inProcess, channel);
        } finally {
            if (!acquired) {
                if (channel != null) {
                    channel.close();
                }
                inProcess.unlock();
            }
        }
    }

    private static String lockName(Path target) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(target.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, NAME_BYTES));
        } catch (NoSuchAlgorithmException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }
}
