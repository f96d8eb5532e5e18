package dev.openllm.protocol;

/**
 * What a client can be asked for.
 *
 * @param secretStorage the client answers {@code secretStorage/get} and {@code secretStorage/set}
 * @param progress the client wants {@code models/didChange}, {@code status/didChange} and {@code config/problems}
 * @param questions the client answers {@code secrets/confirmHost}, {@code consent/ask} and {@code
 *     consent/askPermission}: it can ask the person
 * @param settings the client answers {@code settings/update}: it can write its settings
 * @param accounts the client answers {@code auth/token}: it knows accounts of the person
 * @param tools the client answers {@code tools/list} and {@code tools/call}: it has tools for other programs
 */
public record ClientCapabilities(
        boolean secretStorage, boolean progress, boolean questions, boolean settings, boolean accounts, boolean tools) {

    /** A client that is only asked for nothing and told nothing but the events of its own chats. */
    public static final ClientCapabilities NONE = new ClientCapabilities(false, false, false, false, false, false);
}
