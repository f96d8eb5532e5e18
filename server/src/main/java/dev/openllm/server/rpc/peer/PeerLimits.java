package dev.openllm.server.rpc.peer;

import java.time.Duration;

/**
 * The limits for connected programs.
 *
 * @param messageBytes the maximum size of a message, even if it arrives in several frames
 * @param connections the maximum number of connected peers
 * @param handshakes the maximum number of connections before their handshake; a new connection replaces the oldest
 * @param handshake the time limit to present the token
 * @param idle how long a peer may be silent while none of its requests is running
 * @param unreadBytes the maximum number of bytes that can be queued for a slow peer before the producer waits
 * @param unread how long a peer may read nothing while data is queued
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
     * The default limits: 64 MiB per message, 64 peers, 64 handshakes of 5 s each, 1 h idle, and 1 MiB unread for 30 s.
     */
    public static final PeerLimits DEFAULT = new PeerLimits(
            64 * 1024 * 1024, 64, 64, Duration.ofSeconds(5), Duration.ofHours(1), 1024 * 1024, Duration.ofSeconds(30));
}
