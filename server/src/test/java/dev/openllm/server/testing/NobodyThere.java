package dev.openllm.server.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** An address that refuses all connections. The port remains reserved so that no other server gets it. */
public final class NobodyThere implements AutoCloseable {

    private final Socket reservedSocket = new Socket();

    public NobodyThere() {
        try {
            reservedSocket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        } catch (IOException unavailable) {
            throw new IllegalStateException(unavailable);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + reservedSocket.getLocalPort());
    }

    @Override
    public void close() {
        try {
            reservedSocket.close();
        } catch (IOException ignored) {
            // The socket must only be closed.
        }
    }
}
