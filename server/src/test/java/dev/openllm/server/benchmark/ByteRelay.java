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
    private final int provider;

    ByteRelay(int provider) throws IOException {
        this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        this.provider = provider;
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
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), provider);
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> passOn(client, behind));
                Thread.ofPlatform().daemon().start(() -> passOn(behind, client));
            }
        } catch (IOException closed) {
            // The benchmark has ended.
        }
    }

    private static void passOn(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException gone) {
            // One side has closed its connection; the other one is closed too.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
