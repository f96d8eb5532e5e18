package dev.openllm.protocol;

/**
 * The answer to {@code initialize}.
 *
 * @param protocolVersion the version of this contract, raised when a client must know about a change
 * @param serverVersion the server's own version
 * @param processId the server's process
 */
public record InitializeResult(int protocolVersion, String serverVersion, long processId) {

    /** The version of the contract described by this package. */
    public static final int PROTOCOL_VERSION = 1;
}
