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
    private static final int MOST_POLLS = 600;

    private static final Map<String, String> REQUESTS = Map.of(
            "/v1/chat/completions",
            "{\"model\":\"local/small\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "/v1/messages",
            "{\"model\":\"local/small\",\"stream\":%s,\"max_tokens\":100,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"Hi\"}]}");

    private TrainingGateway() {}

    static void run() throws IOException, InterruptedException {
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Thread.ofPlatform().daemon().start(() -> Application.runCommand("gateway", "--port", "0"));
            ask("http://127.0.0.1:" + port(printed));
        } finally {
            System.setErr(err);
        }
    }

    private static String port(ByteArrayOutputStream printed) throws IOException, InterruptedException {
        for (int poll = 0; poll < MOST_POLLS; poll++) {
            Matcher port = PORT.matcher(printed.toString(StandardCharsets.UTF_8));
            if (port.find()) {
                return port.group(1);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("The gateway did not start: " + printed);
    }

    private static void ask(String address) throws IOException {
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
                    try (HttpAnswer answer = http.send(call)) {
                        answer.body().transferTo(OutputStream.nullOutputStream());
                        if (answer.status() != 200) {
                            throw new IOException(request.getKey() + " failed with " + answer.status());
                        }
                    }
                }
            }
        }
    }
}
