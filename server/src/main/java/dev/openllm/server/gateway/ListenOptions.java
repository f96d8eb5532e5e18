package dev.openllm.server.gateway;

import java.util.function.Supplier;

/**
 * Where a gateway listens.
 *
 * @param port 0 for any
 * @param everyInterface on all interfaces and not on loopback alone: for containers, with a token only
 * @param allowed the origins and hosts that the user currently allows
 */
public record ListenOptions(int port, boolean everyInterface, Supplier<AllowedClients> allowed) {

    /** On loopback, for programs of this machine only. */
    public static ListenOptions loopback(int port) {
        return new ListenOptions(port, false, () -> AllowedClients.NONE);
    }
}
