package dev.openllm.server.rpc.peer;

import java.time.Duration;

/**
 * What programs that connect to a running server may use of it.
 *
 * @param messageBytes the longest message, also when it comes in several frames
 * @param connections how many peers may be connected at once
 * @param handshakes how many connections may be on their way to being peers; the oldest gives way to a new one
 * @param handshake how long a connection may take to show its token
 * @param idle how long a peer may be silent while nothing runs for it
 * @param unreadBytes how much may wait for a peer that reads slowly, before what produces it waits too
 * @param unread how long a peer may read nothing while something waits for it
 */
public record PeerLimits(
        int messageBytes,
        int connections,
        int handshakes,
        Duration handshake,
        Duration idle,
        int unreadBytes,
        Duration unread) {

    /** 64 MiB a message, 64 peers, 64 handshakes of 5 s, 1 h idle, 1 MiB unread for 30 s. */
    public static final PeerLimits DEFAULT = new PeerLimits(
            64 * 1024 * 1024, 64, 64, Duration.ofSeconds(5), Duration.ofHours(1), 1024 * 1024, Duration.ofSeconds(30));
}
