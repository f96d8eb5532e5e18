package dev.openllm.server.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The gateway clients in the soak test. */
final class SoakGateway implements SoakTraffic.Client {

    private static final int RESPONSE_START_BYTES = 100;

    private final GatewayRun gateway;
    private final Path home;
    private final URI provider;
    private final String token;

    SoakGateway(GatewayRun gateway, Path home, URI provider, String token) {
        this.gateway = gateway;
        this.home = home;
        this.provider = provider;
        this.token = token;
    }

    /** Writes a configuration that contains the given number and therefore differs from the previous one. */
    static void writeConfig(Path home, URI provider, int number) throws IOException {
        Path folder = Files.createDirectories(home.resolve("config/openllm"));
        Path newFile = Files.createTempFile(folder, "new", ".txt");
        Files.writeString(newFile, """
            providers:
              - name: local
                dialect: openai-chat
                api_base: %s/v1
                display_name: Number %d
                models: [small]
            policies: {retries: 0}
            """.formatted(provider, number));
        // Without {@code ATOMIC_MOVE}, the old file would be deleted first.
        Files.move(newFile, folder.resolve("config.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public List<String> kinds() {
        return List.of(
                "http stream",
                "http response",
                "http hang-up",
                "http refused",
                "http cut",
                "http models",
                "http messages",
                "http config",
                "http nonsense");
    }

    @Override
    public void exchange(String kind, int number) throws Exception {
        switch (kind) {
            case "http stream" -> require(chat("Question " + number, true), "200 ", "[DONE]");
            case "http response" -> require(chat("Question " + number, false), "200 ", "word19");
            case "http hang-up" -> hangUp(number);
            case "http refused" -> require(chat(SoakProvider.REFUSED, number % 2 == 0), "400 ", "This is refused.");
            case "http cut" -> require(chat(SoakProvider.TRUNCATED, number % 2 == 0), "", "error");
            case "http models" -> require(gateway.get("/v1/models"), "200 ", "local/small");
            case "http messages" ->
                require(
                        gateway.post(
                                "/v1/messages",
                                "{\"model\":\"local/small\",\"max_tokens\":100,\"stream\":true,\"messages\":"
                                        + "[{\"role\":\"user\",\"content\":\"Question\"}]}"),
                        "200 ",
                        "message_stop");
            case "http config" -> writeConfig(home, provider, number);
            default -> sendNonsense();
        }
    }

    private String chat(String prompt, boolean stream) throws Exception {
        return gateway.post("/v1/chat/completions", body(prompt, stream));
    }

    private static String body(String prompt, boolean stream) {
        return "{\"model\":\"local/small\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + prompt + "\"}]}";
    }

    /** Disconnects in the middle of a stream that would never end. */
    private void hangUp(int number) throws IOException {
        String body = body(SoakProvider.ENDLESS + number, true);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:" + gateway.port()
                                    + "\r\nAuthorization: Bearer " + token + "\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            require(
                    new String(socket.getInputStream().readNBytes(RESPONSE_START_BYTES), StandardCharsets.US_ASCII),
                    "HTTP/1.1 200",
                    "");
        }
    }

    private void sendNonsense() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream().write("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            require(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII), "HTTP/1.1 400", "");
        }
    }

    private static void require(String response, String prefix, String content) {
        if (!response.startsWith(prefix) || !response.contains(content)) {
            throw new AssertionError(response.length() > 500 ? response.substring(0, 500) : response);
        }
    }
}
