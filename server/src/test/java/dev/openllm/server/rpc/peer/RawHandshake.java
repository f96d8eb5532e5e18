package dev.openllm.server.rpc.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The beginning of a WebSocket, written to a bare socket. */
record RawHandshake(PeerServer server) {

    static String header(String name, String value) {
        return name + ": " + value + "\r\n";
    }

    static String upgrade() {
        return header("Upgrade", "websocket")
                + header("Connection", "Upgrade")
                + header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                + header("Sec-WebSocket-Version", "13");
    }

    String token() {
        return header("Authorization", "Bearer " + server.token());
    }

    Socket open(String headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write(request(headers).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Everything the server answers to a handshake; for a refused one, up to its close. */
    String answer(String headers) throws IOException {
        return exchange(request(headers));
    }

    /** Everything the server answers to a text. */
    String exchange(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.append((char) next);
                if (answer.toString().startsWith("HTTP/1.1 101")
                        && answer.toString().endsWith("\r\n\r\n")) {
                    break;
                }
            }
            return answer.toString();
        }
    }

    private String request(String headers) {
        return "GET / HTTP/1.1\r\n" + header("Host", "127.0.0.1:" + server.port()) + upgrade() + headers + "\r\n";
    }
}
