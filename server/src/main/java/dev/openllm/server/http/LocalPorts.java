package dev.openllm.server.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Whether anything listens at an address, which is known long before an HTTP client is loaded. */
public final class LocalPorts {

    private LocalPorts() {}

    /** Blocks until the port accepts, refuses, or the time is over. */
    public static boolean accepts(URI address, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port(address)), (int) timeout.toMillis());
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /** The port of an address, which need not name it. */
    public static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }
}
