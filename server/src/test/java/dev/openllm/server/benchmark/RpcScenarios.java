package dev.openllm.server.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Measures JSON-RPC over stdio, as an editor uses it, and over a WebSocket, as a client library uses it. */
record RpcScenarios(Programs programs, Table table, double scale) {

    private static final String INITIALIZE =
            """
            {"clientName":"benchmark","clientVersion":"1","processId":%d,"capabilities":{"progress":true},"settings":{}}\
            """.formatted(ProcessHandle.current().pid());

    /** A connection that carries one message at a time in each direction. */
    private interface Channel {

        void send(String message) throws IOException;

        String receive() throws IOException;
    }

    void run() throws Exception {
        measureStdio();
        measureWebSocket();
    }

    private void measureStdio() throws Exception {
        List<String> command =
                programs.packaged().serveCommand(programs.packaged().cacheFlag());
        Process process = programs.builder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream in = new BufferedInputStream(process.getInputStream(), 64 * 1024);
                OutputStream out = new BufferedOutputStream(process.getOutputStream())) {
            measure("stdio", new Framed(in, out), new ProcessTree(process.toHandle()));
        } finally {
            process.destroyForcibly();
        }
    }

    private record Framed(InputStream in, OutputStream out) implements Channel {

        @Override
        public void send(String message) throws IOException {
            byte[] content = message.getBytes(StandardCharsets.UTF_8);
            out.write(("Content-Length: " + content.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(content);
            out.flush();
        }

        @Override
        public String receive() throws IOException {
            int length = 0;
            for (String line = readLine(); !line.isEmpty(); line = readLine()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
            }
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        private String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("The server ended.");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }
    }

    private void measureWebSocket() throws Exception {
        Process process = programs.start(List.of(programs.packaged().launcher().toString(), "serve", "--websocket"));
        HttpClient client = HttpClient.newHttpClient();
        try {
            process.inputReader().readLine(); // the server is listening
            String runFile = readRunFile(programs.home().resolve("run"));
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            WebSocket socket = client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + jsonField(runFile, "token"))
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + jsonField(runFile, "port") + "/"), new Listener(received))
                    .get(10, TimeUnit.SECONDS);
            Channel channel = new Channel() {
                @Override
                public void send(String message) {
                    socket.sendText(message, true).join();
                }

                @Override
                public String receive() throws IOException {
                    try {
                        String message = received.poll(30, TimeUnit.SECONDS);
                        if (message == null) {
                            throw new IOException("The server sends nothing.");
                        }
                        return message;
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                        throw new IOException(interrupted);
                    }
                }
            };
            measure("WebSocket", channel, new ProcessTree(process.toHandle()));
        } finally {
            client.shutdownNow();
            process.destroyForcibly();
        }
    }

    private record Listener(BlockingQueue<String> received, StringBuilder buffer) implements WebSocket.Listener {

        Listener(BlockingQueue<String> received) {
            this(received, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            buffer.append(data);
            if (last) {
                received.add(buffer.toString());
                buffer.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private static String readRunFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                if (text.contains("\"token\"")) {
                    return text;
                }
            }
        }
        throw new IOException("The server left no file in " + folder);
    }

    private static String jsonField(String json, String name) {
        return json.replaceFirst("(?s).*\"" + name + "\"\\s*:\\s*\"?([^\",}\\s]*).*", "$1");
    }

    private void measure(String name, Channel channel, ProcessTree process) throws IOException {
        sendRequest(channel, "initialize", INITIALIZE, new Samples(), new Samples());
        Samples firstChunkTimes = new Samples();
        Samples delays = new Samples();
        for (int warmUp = 0; warmUp < 20; warmUp++) {
            chat(channel, "quick", new Samples(), new Samples());
        }
        for (int round = 0; round < Math.max(2, 12 * scale); round++) {
            chat(channel, "paced", firstChunkTimes, delays);
        }
        for (int percent : new int[] {50, 90, 99}) {
            table.put("first token p" + percent + ", ms", name, firstChunkTimes.percentile(percent));
            table.put("each chunk p" + percent + ", ms", name, delays.percentile(percent));
        }
        // Editors have short sessions; a long session shows the effect of the JIT compiler.
        int earlyChats = runBurst(channel, 0.5);
        double cpuBefore = process.cpuMicros();
        int chats = runBurst(channel, 3 * scale);
        table.put("CPU per chunk, µs", name, (process.cpuMicros() - cpuBefore) / chats / Api.CHUNKS);
        table.put("chunks/s", name, chats * Api.CHUNKS / (3 * scale));
        table.put("resident memory after these chats, MB", name, process.residentMegabytes());
        table.put("chats in the first half second", name, earlyChats);
    }

    private int runBurst(Channel channel, double seconds) throws IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        int chats = 0;
        while (System.nanoTime() < end) {
            chat(channel, "quick", new Samples(), new Samples());
            chats++;
        }
        return chats;
    }

    private static void chat(Channel channel, String model, Samples firstChunkTimes, Samples delays)
            throws IOException {
        sendRequest(
                channel,
                "chat/start",
                "{\"model\":\"chat/" + model + "\",\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\","
                        + "\"text\":\"How long is the way?\"}]}],\"progressToken\":\"t\"}",
                firstChunkTimes,
                delays);
    }

    private static void sendRequest(
            Channel channel, String method, String params, Samples firstChunkTimes, Samples delays) throws IOException {
        long start = System.nanoTime();
        boolean firstSeen = false;
        channel.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
        for (String message = channel.receive(); ; message = channel.receive()) {
            long receivedNanos = System.nanoTime();
            int timestampStart = message.indexOf('@');
            if (timestampStart > 0 && message.contains("$/progress")) {
                delays.add(receivedNanos
                        - Long.parseLong(
                                message.substring(timestampStart + 1, message.indexOf('@', timestampStart + 1))));
                if (!firstSeen) {
                    firstChunkTimes.add(receivedNanos - start);
                    firstSeen = true;
                }
            } else if (message.contains("\"id\":1") && !message.contains("\"method\"")) {
                if (message.contains("\"error\":")) {
                    throw new IOException(method + " failed: " + message);
                }
                return;
            }
        }
    }
}
