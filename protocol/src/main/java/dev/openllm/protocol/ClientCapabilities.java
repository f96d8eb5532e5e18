package dev.openllm.protocol;

/**
 * What the server may request from a client.
 *
 * @param secretStorage whether the client handles {@code secretStorage/get} and {@code secretStorage/set}
 * @param progress whether the client accepts {@code models/didChange}, {@code status/didChange}, and {@code
 *     config/problems}
 * @param questions whether the client can ask the user, that is, whether it handles {@code secrets/confirmHost}, {@code
 *     consent/ask}, and {@code consent/askPermission}
 * @param settings whether the client can write its settings, that is, whether it handles {@code settings/update}
 * @param accounts whether the client has access to the user's accounts, that is, whether it handles {@code auth/token}
 * @param tools whether the client provides tools for other programs, that is, whether it handles {@code tools/list} and
 *     {@code tools/call}
 */
public record ClientCapabilities(
        boolean secretStorage, boolean progress, boolean questions, boolean settings, boolean accounts, boolean tools) {

    /** A client that receives no requests, and no notifications except the events of the chats it started. */
    public static final ClientCapabilities NONE = new ClientCapabilities(false, false, false, false, false, false);
}
