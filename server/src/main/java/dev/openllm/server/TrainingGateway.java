package dev.openllm.server;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.gateway.GatewayToken;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.http.client.OutgoingHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Performs the part of the AOT training run that runs the {@code open-llm gateway} command in this process and sends
 * the requests that the first client of a gateway would send.
 */
final class TrainingGateway {

    private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/v1");
    private static final int ROUNDS = 3;
    private static final int MAX_POLLS = 600;

    private static final Map<String, String> REQUESTS = Map.of(
            "/v1/chat/completions",
            "{\"model\":\"local/small\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "/v1/messages",
            "{\"model\":\"local/small\",\"stream\":%s,\"max_tokens\":100,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"Hi\"}]}");

    private TrainingGateway() {}

    static void run() throws IOException, InterruptedException {
        PrintStream err = System.err;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            Thread.ofPlatform().daemon().start(() -> Application.runCommand("gateway", "--port", "0"));
            sendRequests("http://127.0.0.1:" + port(output));
        } finally {
            System.setErr(err);
        }
    }

    private static String port(ByteArrayOutputStream output) throws IOException, InterruptedException {
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            Matcher port = PORT.matcher(output.toString(StandardCharsets.UTF_8));
            if (port.find()) {
                return port.group(1);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("The gateway did not start: " + output);
    }

    private static void sendRequests(String address) throws IOException {
        String token = GatewayToken.of(
                        System.getenv(), ConfigLocations.ofThisMachine().userFolder())
                .value();
        HttpSender http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, String> request : REQUESTS.entrySet()) {
                for (boolean stream : List.of(false, true)) {
                    HttpCall call = new HttpCall(
                            "POST",
                            URI.create(address + request.getKey()),
                            Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                            Optional.of(request.getValue().formatted(stream).getBytes(StandardCharsets.UTF_8)),
                            TimeLimits.CHAT);
                    try (HttpAnswer response = http.send(call)) {
                        response.body().transferTo(OutputStream.nullOutputStream());
                        if (response.status() != 200) {
                            throw new IOException(request.getKey() + " failed with " + response.status());
                        }
                    }
                }
            }
        }
    }
}
