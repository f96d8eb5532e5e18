package dev.openllm.server.gateway.http;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;

class HttpServerTest {

    /** Repeated because a server that briefly continues to listen is detected only occasionally. */
    @RepeatedTest(50)
    void aClosedServerAcceptsNoConnection() {
        HttpServer server = HttpServer.start(0, (request, reply) -> reply.send(200, Map.of(), new byte[0]));
        int port = server.port();
        server.close();
        assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }
}
