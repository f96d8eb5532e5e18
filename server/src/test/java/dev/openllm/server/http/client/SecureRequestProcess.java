package dev.openllm.server.http.client;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process of {@code ProxiesTest} that sends one request and prints the response. Arguments: the proxy, a file with
 * the certificate authority to trust, and the URL.
 *
 * <p>When its first HTTP client is created, the JDK reads whether a tunnel can use password authentication. In the
 * product, that client is the one of {@link OutgoingHttp}; in a JVM that runs all tests, it is the client of an
 * arbitrary test.
 */
public final class SecureRequestProcess {

    private SecureRequestProcess() {}

    public static void main(String[] arguments) throws IOException {
        NetworkSettings settings =
                new NetworkSettings(Optional.of(arguments[0]), List.of(), List.of(arguments[1]), Optional.empty());
        HttpCall call = new HttpCall("GET", URI.create(arguments[2]), Map.of(), Optional.empty(), TimeLimits.CHAT);
        try (HttpAnswer response = new OutgoingHttp(Map.of(), settings, warning -> {}).send(call)) {
            System.out.print(new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Runs the process and returns its output. */
    public static String run(String proxy, Path authority, String uri) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecureRequestProcess.class.getName(),
                        proxy,
                        authority.toString(),
                        uri)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
