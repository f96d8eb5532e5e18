package dev.openllm.protocol;

/**
 * What a client can be asked for.
 *
 * @param secretStorage the client answers {@code secretStorage/get} and {@code secretStorage/set}
 * @param progress the client wants {@code models/didChange}, {@code status/didChange} and {@code config/problems}
 * @param questions the client answers {@code secrets/confirmHost} and {@code consent/ask}: it can ask the person
 * @param settings the client answers {@code settings/update}: it can write its settings
 * @param accounts the client answers {@code auth/token}: it knows accounts of the person
 */
public record ClientCapabilities(
        boolean secretStorage, boolean progress, boolean questions, boolean settings, boolean accounts) {

    /** A client that is only asked for nothing and told nothing but the events of its own chats. */
    public static final ClientCapabilities NONE = new ClientCapabilities(false, false, false, false, false);
}
