package dev.openllm.server.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A running {@code open-llm gateway} on a free port. Requests use the token in {@code OPENLLM_GATEWAY_TOKEN}. */
final class GatewayRun implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final String address;
    private final String token;

    private GatewayRun(Process process, String token) throws IOException {
        this.process = process;
        this.token = token;
        var out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.contains("http://")) {
            output.append(line); // messages of the JVM about its flags
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the gateway ended before it listened");
        }
        output.append(line);
        this.address = line.substring(line.indexOf("http://"), line.lastIndexOf("/v1"));
        Thread.ofVirtual().start(() -> out.lines().forEach(output::append));
    }

    /** Starts the gateway in a home folder, with additional environment variables. */
    static GatewayRun start(Path launcher, Path home, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "gateway", "--port", "0")
                .directory(Files.createDirectories(home).toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        builder.environment().putAll(Homes.environment(home));
        builder.environment().putAll(environment);
        return new GatewayRun(builder.start(), environment.get("OPENLLM_GATEWAY_TOKEN"));
    }

    /** Returns the address of the gateway without a path. */
    String address() {
        return address;
    }

    String get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    String post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + token);
    }

    /** Returns the complete response: status, headers, and body. */
    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.headers().map() + " " + response.body();
    }

    int port() {
        return URI.create(address).getPort();
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Returns everything that the gateway has printed so far on stdout and stderr. */
    String output() {
        return output.toString();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
