package dev.openllm.protocol;

/**
 * The result of {@code initialize}.
 *
 * @param protocolVersion the version of the protocol, which increases when a change affects clients
 * @param serverVersion the version of the server
 * @param processId the process ID of the server
 */
public record InitializeResult(int protocolVersion, String serverVersion, long processId) {

    /** The version of the protocol that this package defines. */
    public static final int PROTOCOL_VERSION = 1;
}
