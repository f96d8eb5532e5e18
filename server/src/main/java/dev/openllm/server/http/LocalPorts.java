package dev.openllm.server.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Checks whether a process is listening on a port, without loading an HTTP client. */
public final class LocalPorts {

    private LocalPorts() {}

    /**
     * Returns whether the port of an address accepts connections. Blocks until the connection is accepted or refused,
     * or the timeout expires.
     */
    public static boolean acceptsConnections(URI address, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port(address)), (int) timeout.toMillis());
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /**
     * Returns the port of an address. If the address does not specify a port, returns the default port of the address
     * scheme.
     */
    public static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }
}
