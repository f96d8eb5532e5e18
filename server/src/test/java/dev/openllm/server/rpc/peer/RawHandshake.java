package dev.openllm.server.rpc.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The start of a WebSocket connection, written to a plain socket. */
record RawHandshake(PeerServer server) {

    static String header(String name, String value) {
        return name + ": " + value + "\r\n";
    }

    static String upgradeHeaders() {
        return header("Upgrade", "websocket")
                + header("Connection", "Upgrade")
                + header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                + header("Sec-WebSocket-Version", "13");
    }

    String tokenHeader() {
        return header("Authorization", "Bearer " + server.token());
    }

    Socket open(String headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write(request(headers).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /**
     * Returns everything that the server sends in response to a handshake; if the handshake is refused, until the
     * server closes the connection.
     */
    String sendHeaders(String headers) throws IOException {
        return sendText(request(headers));
    }

    /** Returns everything that the server sends in response to this text. */
    String sendText(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            StringBuilder response = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                response.append((char) next);
                if (response.toString().startsWith("HTTP/1.1 101")
                        && response.toString().endsWith("\r\n\r\n")) {
                    break;
                }
            }
            return response.toString();
        }
    }

    private String request(String headers) {
        return "GET / HTTP/1.1\r\n" + header("Host", "127.0.0.1:" + server.port()) + upgradeHeaders() + headers
                + "\r\n";
    }
}
