package dev.openllm.server.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A relay that shows the minimum cost of a program between the client and the provider on this machine: it uses
 * platform threads to forward bytes as they arrive, without inspecting them.
 */
final class ByteRelay implements AutoCloseable {

    private final ServerSocket server;
    private final int providerPort;

    ByteRelay(int providerPort) throws IOException {
        this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        this.providerPort = providerPort;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /**
     * Runs the relay in a separate process so that its CPU time can be measured.
     *
     * @param arguments the port of the provider
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println("http://127.0.0.1:" + new ByteRelay(Integer.parseInt(arguments[0])).port() + "/v1");
        Thread.currentThread().join();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), providerPort);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> forward(client, upstream));
                Thread.ofPlatform().daemon().start(() -> forward(upstream, client));
            }
        } catch (IOException closed) {
            // The benchmark has ended.
        }
    }

    private static void forward(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException disconnected) {
            // One side has closed its connection; the other one is closed too.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
