package dev.openllm.protocol;

/**
 * The capabilities of a client, which determine the requests and notifications that the server can send to the client.
 *
 * @param secretStorage whether the client handles {@code secretStorage/get} and {@code secretStorage/set}
 * @param progress whether the client accepts {@code models/didChange}, {@code status/didChange}, and {@code
 *     config/problems}
 * @param questions whether the client can ask the user, that is, whether it handles {@code secrets/confirmHost}, {@code
 *     consent/ask}, {@code consent/askPermission}, and, if {@code asksForTrust} is true, {@code workspace/confirmTrust}
 * @param settings whether the client can write its settings, that is, whether it handles {@code settings/update}
 * @param accounts whether the client has access to the user's accounts, that is, whether it handles {@code auth/token}
 * @param tools whether the client provides tools for other programs, that is, whether it handles {@code tools/list} and
 *     {@code tools/call}
 */
public record ClientCapabilities(
        boolean secretStorage, boolean progress, boolean questions, boolean settings, boolean accounts, boolean tools) {

    /**
     * The capabilities of a client that receives no requests, and no notifications other than the progress events of
     * its own requests.
     */
    public static final ClientCapabilities NONE = new ClientCapabilities(false, false, false, false, false, false);
}
