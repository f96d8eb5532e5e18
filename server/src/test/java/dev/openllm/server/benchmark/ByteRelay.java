package dev.openllm.server.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The least that a program between client and provider can cost on this machine: bytes are passed on as they come, by
 * threads of the system, and nothing is looked at.
 */
final class ByteRelay implements AutoCloseable {

    private final ServerSocket server;
    private final int provider;

    ByteRelay(int provider) throws IOException {
        this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        this.provider = provider;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /** Runs in a process of its own, whose CPU time can be measured. @param arguments the provider's port */
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
            // The benchmark is over.
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
            // One side has left; the other one is closed too.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
