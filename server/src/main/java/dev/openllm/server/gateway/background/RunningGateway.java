package dev.openllm.server.gateway.background;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.ProcessStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The state of a background gateway, stored in a file that only its owner can read. The file does not contain any
 * token.
 *
 * @param start the start time of the process, which distinguishes the process from a later one with the same ID
 * @param started the start time in the format in which it is displayed to users, such as {@code 2026-05-04T09:30:00Z}
 */
public record RunningGateway(long processId, ProcessStart start, int port, String started, String version) {

    private static final int MAX_FILE_BYTES = 64 * 1024;
    private static final int HEALTH_TIMEOUT_MS = 2000;

    /** Returns the state of the gateway that is running in this process. */
    static RunningGateway ofThisProcess(int port, String version) {
        ProcessHandle self = ProcessHandle.current();
        return new RunningGateway(
                self.pid(),
                ProcessStart.of(self),
                port,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                version);
    }

    void write(Path file) throws IOException {
        ObjectNode entry = Wire.JSON
                .createObjectNode()
                .put("processId", processId)
                .put("processStart", start.time().map(Instant::toEpochMilli).orElse(0L));
        start.writeTo(entry);
        entry.put("port", port).put("started", started).put("version", version);
        AtomicFile.replacePrivately(file, entry.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the state from a file. Returns an empty result if the file does not exist, or if the process has ended. In
     * the latter case, also deletes the file.
     */
    static Optional<RunningGateway> read(Path file) throws IOException {
        Optional<byte[]> bytes = BoundedFile.readIfPresent(file, MAX_FILE_BYTES);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Optional<RunningGateway> found =
                parse(bytes.get()).filter(gateway -> gateway.process().isPresent());
        if (found.isEmpty()) {
            Files.deleteIfExists(file);
        }
        return found;
    }

    private static Optional<RunningGateway> parse(byte[] bytes) {
        try {
            JsonNode json = Wire.JSON.readTree(bytes);
            return json.path("processId").canConvertToLong()
                            && json.path("port").isInt()
                    ? Optional.of(new RunningGateway(
                            json.path("processId").asLong(),
                            ProcessStart.fromJson(
                                    json,
                                    Optional.of(Instant.ofEpochMilli(
                                            json.path("processStart").asLong()))),
                            json.path("port").asInt(),
                            json.path("started").asText(),
                            json.path("version").asText()))
                    : Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    /** Returns the gateway process, or an empty result if it has ended, even if another process now has the same ID. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(processId)
                .filter(ProcessHandle::isAlive)
                .filter(process -> ProcessStart.of(process).mayBeSameAs(start));
    }

    /** Returns whether the gateway accepts requests. */
    public boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), HEALTH_TIMEOUT_MS);
            socket.setSoTimeout(HEALTH_TIMEOUT_MS);
            String request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(head, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException unreachable) {
            return false;
        }
    }
}
