package dev.openllm.protocol;

/**
 * The result of {@code initialize}.
 *
 * @param protocolVersion the version of this contract, increased when a change affects clients
 * @param serverVersion the version of the server
 * @param processId the process ID of the server
 */
public record InitializeResult(int protocolVersion, String serverVersion, long processId) {

    /** The version of the contract described by this package. */
    public static final int PROTOCOL_VERSION = 1;
}
