package dev.openllm.server.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Whether a program listens at an address, checked without loading an HTTP client. */
public final class LocalPorts {

    private LocalPorts() {}

    /** Blocks until the port accepts, refuses, or the time limit is reached. */
    public static boolean accepts(URI address, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port(address)), (int) timeout.toMillis());
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /** The port of an address, which may omit it. */
    public static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }
}
