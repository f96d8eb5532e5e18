package dev.openllm.server.config;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tells when files change, appear, vanish or are replaced. Folders are watched where the system can; all files are
 * looked at again every 750 ms besides, because watches miss link targets, network file systems and folders that are
 * made later.
 */
final class FileWatch implements AutoCloseable {

    private static final Duration AGAIN = Duration.ofMillis(750);
    private static final Duration SETTLE = Duration.ofMillis(40);
    private static final int MAX_SETTLES = 5;
    private static final WatchEvent.Kind<?>[] ALL_KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final Runnable onChange;
    private final Optional<WatchService> watcher;
    private final Map<Path, WatchKey> watched = new HashMap<>();
    private final Thread thread;
    /** The watched files as they were when their watch began, or when a change was last told. */
    private final Map<Path, Stamp> known = new HashMap<>();

    private volatile boolean closed;

    /** @param onChange called on the watch's own daemon thread, once for changes that come together */
    FileWatch(Runnable onChange) {
        this.onChange = onChange;
        this.watcher = open();
        this.thread = Thread.ofPlatform().daemon().name("config-watch").unstarted(this::run);
    }

    /** Watches these files from now on, instead of those before. Called before they are read. */
    synchronized void watch(List<Path> newFiles) {
        known.keySet().retainAll(newFiles);
        newFiles.forEach(file -> known.computeIfAbsent(file, Stamp::of));
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        watcher.ifPresent(service -> {
            try {
                service.close();
            } catch (IOException alreadyGone) {
                // Nothing is left to watch either way.
            }
        });
    }

    private void run() {
        try {
            while (!closed) {
                registerFolders();
                pause(AGAIN);
                if (changed()) {
                    settle();
                    onChange.run();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean changed() {
        return known.entrySet().stream().anyMatch(file -> {
            Stamp now = Stamp.of(file.getKey());
            return now.mayChangeUnseen() || !now.equals(file.getValue());
        });
    }

    /** Waits until a file that is being written has come to rest. */
    private void settle() throws InterruptedException {
        boolean resting = false;
        for (int i = 0; i < MAX_SETTLES && !resting; i++) {
            TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
            resting = lookAgain();
        }
    }

    /** Whether all files are as they were known; from now on they are known as they are. */
    private synchronized boolean lookAgain() {
        Map<Path, Stamp> before = Map.copyOf(known);
        known.replaceAll((file, stamp) -> Stamp.of(file));
        return known.equals(before);
    }

    private void pause(Duration duration) throws InterruptedException {
        if (watcher.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
            return;
        }
        WatchKey key = watcher.get().poll(duration.toMillis(), TimeUnit.MILLISECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = watcher.get().poll();
        }
    }

    private void registerFolders() {
        if (watcher.isEmpty()) {
            return;
        }
        Set<Path> folders = new HashSet<>();
        for (Path file : watchedFiles()) {
            nearestFolder(file).ifPresent(folders::add);
            realFolder(file).ifPresent(folders::add);
        }
        watched.entrySet().removeIf(e -> {
            boolean gone = !folders.contains(e.getKey()) || !e.getValue().isValid();
            if (gone) {
                e.getValue().cancel();
            }
            return gone;
        });
        for (Path folder : folders) {
            if (!watched.containsKey(folder)) {
                try {
                    watched.put(folder, folder.register(watcher.get(), ALL_KINDS));
                } catch (IOException tooManyWatches) {
                    // Looking again every 750 ms covers it.
                }
            }
        }
    }

    private static Optional<Path> nearestFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder);
    }

    private static Optional<Path> realFolder(Path file) {
        try {
            return Files.isSymbolicLink(file) ? Optional.of(file.toRealPath().getParent()) : Optional.empty();
        } catch (IOException brokenLink) {
            return Optional.empty();
        }
    }

    private synchronized Set<Path> watchedFiles() {
        return Set.copyOf(known.keySet());
    }

    private static Optional<WatchService> open() {
        try {
            return Optional.of(FileSystems.getDefault().newWatchService());
        } catch (IOException | UnsupportedOperationException unsupported) {
            return Optional.empty();
        }
    }

    /**
     * What tells one version of a file from another.
     *
     * @param mayChangeUnseen it was changed so lately that a further change could carry the same time
     */
    private record Stamp(Object key, long size, long modified, boolean mayChangeUnseen) {

        private static final Stamp MISSING = new Stamp("", -1, 0, false);
        private static final Duration CLOCK_GRAIN = Duration.ofSeconds(2);

        static Stamp of(Path file) {
            try {
                BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
                Instant modified = seen.lastModifiedTime().toInstant();
                return new Stamp(
                        String.valueOf(seen.fileKey()),
                        seen.size(),
                        seen.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                        modified.isAfter(Instant.now().minus(CLOCK_GRAIN)));
            } catch (IOException missing) {
                return MISSING;
            }
        }
    }
}
