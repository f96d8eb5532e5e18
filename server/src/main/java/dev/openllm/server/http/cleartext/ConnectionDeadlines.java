package dev.openllm.server.http.cleartext;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes connections that have exceeded their deadlines. A single thread watches all open connections, because a timer
 * for each read would wake two threads for each chunk of a stream.
 */
final class ConnectionDeadlines {

    /** The interval between two checks, which determines the precision of the deadlines. */
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(50);

    private final Set<CleartextConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();

    /** Watches a connection until it is closed. */
    void watch(CleartextConnection connection) {
        open.add(connection);
        if (watching.compareAndSet(false, true)) {
            Thread.ofVirtual().name("http-deadlines").start(this::run);
        }
    }

    private void run() {
        try {
            do {
                Thread.sleep(CHECK_INTERVAL);
                long now = System.nanoTime();
                open.removeIf(connection -> !connection.isOpen() || connection.closeIfOverdue(now));
            } while (shouldContinue());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns whether this thread must continue. If a connection is added while the thread is ending, either this
     * method detects the connection, or the caller that adds the connection detects that the thread has ended and
     * starts another thread.
     */
    private boolean shouldContinue() {
        if (!open.isEmpty()) {
            return true;
        }
        watching.set(false);
        return !open.isEmpty() && watching.compareAndSet(false, true);
    }
}
