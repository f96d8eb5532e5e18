package dev.openllm.protocol;

/**
 * What the server may request from a client.
 *
 * @param secretStorage the client handles {@code secretStorage/get} and {@code secretStorage/set}
 * @param progress the client wants {@code models/didChange}, {@code status/didChange} and {@code config/problems}
 * @param questions the client handles {@code secrets/confirmHost}, {@code consent/ask} and {@code
 *     consent/askPermission}: it can ask the user
 * @param settings the client handles {@code settings/update}: it can write its settings
 * @param accounts the client handles {@code auth/token}: it has access to the user's accounts
 * @param tools the client handles {@code tools/list} and {@code tools/call}: it has tools for other programs
 */
public record ClientCapabilities(
        boolean secretStorage, boolean progress, boolean questions, boolean settings, boolean accounts, boolean tools) {

    /** A client that receives no requests, and no notifications except the events of its own chats. */
    public static final ClientCapabilities NONE = new ClientCapabilities(false, false, false, false, false, false);
}
