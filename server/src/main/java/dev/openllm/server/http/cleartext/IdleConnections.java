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

    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_PER_SERVER = 256;

    private record Idle(CleartextConnection connection, long since) {}

    private final Map<String, Deque<Idle>> idle = new HashMap<>();
    private boolean sweeping;

    /**
     * Removes an idle connection from the pool and returns it. If several connections are available, returns the most
     * recently used connection.
     */
    Optional<CleartextConnection> acquire(String address) {
        for (Optional<CleartextConnection> next = pollNewest(address); next.isPresent(); next = pollNewest(address)) {
            if (next.get().isReady()) {
                return next;
            }
            next.get().close();
        }
        return Optional.empty();
    }

    private synchronized Optional<CleartextConnection> pollNewest(String address) {
        return Optional.ofNullable(idle.get(address)).map(Deque::pollLast).map(Idle::connection);
    }

    void release(CleartextConnection connection) {
        if (!add(connection)) {
            connection.close();
        }
    }

    private synchronized boolean add(CleartextConnection connection) {
        Deque<Idle> serverConnections = idle.computeIfAbsent(connection.address(), address -> new ArrayDeque<>());
        if (serverConnections.size() == MAX_PER_SERVER) {
            return false;
        }
        serverConnections.addLast(new Idle(connection, System.nanoTime()));
        if (!sweeping) {
            sweeping = true;
            Thread.ofVirtual().name("idle-connections").start(this::sweep);
        }
        return true;
    }

    private void sweep() {
        try {
            do {
                Thread.sleep(IDLE_TIMEOUT);
            } while (closeExpired());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes connections that have been idle for too long. @return whether any connections remain in the pool */
    private synchronized boolean closeExpired() {
        long now = System.nanoTime();
        for (Iterator<Deque<Idle>> servers = idle.values().iterator(); servers.hasNext(); ) {
            Deque<Idle> serverConnections = servers.next();
            while (!serverConnections.isEmpty()
                    && now - serverConnections.peekFirst().since() >= IDLE_TIMEOUT.toNanos()) {
                serverConnections.pollFirst().connection().close();
            }
            if (serverConnections.isEmpty()) {
                servers.remove();
            }
        }
        sweeping = !idle.isEmpty();
        return sweeping;
    }
}
