package dev.openllm.server.rpc.peer;

import java.time.Duration;

/**
 * The limits that apply to connected programs.
 *
 * @param messageBytes the maximum size of a message, in bytes, even if the message arrives in several frames
 * @param connections the maximum number of connected peers
 * @param handshakes the maximum number of connections that have not completed their handshake; beyond this limit, a new
 *     connection replaces the oldest
 * @param handshake the time limit for presenting the token
 * @param idle how long a peer can be silent while none of its requests is running
 * @param unreadBytes the maximum number of bytes that can be queued for a slow peer before the sender must wait
 * @param unread how long data can be queued for a peer without the peer reading any of it
 */
public record PeerLimits(
        int messageBytes,
        int connections,
        int handshakes,
        Duration handshake,
        Duration idle,
        int unreadBytes,
        Duration unread) {

    /**
     * The default limits: 64 MiB per message, 64 peers, 64 handshakes of 5 s each, 1 h of idle time, and 1 MiB of
     * unread data for 30 s.
     */
    public static final PeerLimits DEFAULT = new PeerLimits(
            64 * 1024 * 1024, 64, 64, Duration.ofSeconds(5), Duration.ofHours(1), 1024 * 1024, Duration.ofSeconds(30));
}
