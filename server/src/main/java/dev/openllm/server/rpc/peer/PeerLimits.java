package dev.openllm.server.rpc.peer;

import java.time.Duration;

/**
 * Limits for connected programs.
 *
 * @param messageBytes the maximum message, also when it arrives in several frames
 * @param connections the maximum number of connected peers
 * @param handshakes the maximum number of connections before their handshake; the oldest is dropped for a new one
 * @param handshake the time limit to present the token
 * @param idle how long a peer may be silent while no request of it runs
 * @param unreadBytes how much may be queued for a peer that reads slowly, before its producer waits
 * @param unread how long a peer may read nothing while something is queued
 */
public record PeerLimits(
        int messageBytes,
        int connections,
        int handshakes,
        Duration handshake,
        Duration idle,
        int unreadBytes,
        Duration unread) {

    /** 64 MiB per message, 64 peers, 64 handshakes of 5 s, 1 h idle, 1 MiB unread for 30 s. */
    public static final PeerLimits DEFAULT = new PeerLimits(
            64 * 1024 * 1024, 64, 64, Duration.ofSeconds(5), Duration.ofHours(1), 1024 * 1024, Duration.ofSeconds(30));
}
