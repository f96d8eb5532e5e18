package dev.openllm.server.http.cleartext;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The pool of idle connections, which can be reused for other requests. A connection is closed after 30 to 60 seconds
 * without use. This class is thread-safe.
 */
final class IdleConnections {

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MOST_TO_ONE_SERVER = 256;

    private record Idle(CleartextConnection connection, long since) {}

    private final Map<String, Deque<Idle>> idle = new HashMap<>();
    private boolean sweeping;

    /**
     * Removes an idle connection from the pool and returns it. If several connections are available, returns the most
     * recently used connection.
     */
    Optional<CleartextConnection> take(String address) {
        for (Optional<CleartextConnection> next = last(address); next.isPresent(); next = last(address)) {
            if (next.get().isReady()) {
                return next;
            }
            next.get().close();
        }
        return Optional.empty();
    }

    private synchronized Optional<CleartextConnection> last(String address) {
        return Optional.ofNullable(idle.get(address)).map(Deque::pollLast).map(Idle::connection);
    }

    void keep(CleartextConnection connection) {
        if (!add(connection)) {
            connection.close();
        }
    }

    private synchronized boolean add(CleartextConnection connection) {
        Deque<Idle> ofServer = idle.computeIfAbsent(connection.address(), address -> new ArrayDeque<>());
        if (ofServer.size() == MOST_TO_ONE_SERVER) {
            return false;
        }
        ofServer.addLast(new Idle(connection, System.nanoTime()));
        if (!sweeping) {
            sweeping = true;
            Thread.ofVirtual().name("idle-connections").start(this::sweep);
        }
        return true;
    }

    private void sweep() {
        try {
            do {
                Thread.sleep(KEPT);
            } while (closeOld());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes connections that have been idle for too long. @return whether any connections remain in the pool */
    private synchronized boolean closeOld() {
        long now = System.nanoTime();
        for (Iterator<Deque<Idle>> servers = idle.values().iterator(); servers.hasNext(); ) {
            Deque<Idle> ofServer = servers.next();
            while (!ofServer.isEmpty() && now - ofServer.peekFirst().since() >= KEPT.toNanos()) {
                ofServer.pollFirst().connection().close();
            }
            if (ofServer.isEmpty()) {
                servers.remove();
            }
        }
        sweeping = !idle.isEmpty();
        return sweeping;
    }
}
