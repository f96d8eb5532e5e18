package dev.openllm.server.gateway;

import java.util.function.Supplier;

/**
 * The options that specify the address on which a gateway listens and the clients that the gateway accepts.
 *
 * @param port the port, or 0 for any free port
 * @param allInterfaces whether to listen on all network interfaces, as is necessary in a container, instead of only on
 *     loopback; listening on all interfaces requires a token
 * @param allowedClients a supplier of the origins and hosts that the user currently allows
 */
public record ListenOptions(int port, boolean allInterfaces, Supplier<AllowedClients> allowedClients) {

    /**
     * Returns the options for a gateway that listens only on loopback, and therefore cannot be reached from other
     * machines.
     */
    public static ListenOptions loopback(int port) {
        return new ListenOptions(port, false, () -> AllowedClients.NONE);
    }
}
