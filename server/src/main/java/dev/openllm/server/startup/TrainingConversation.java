package dev.openllm.server.startup;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A simulated editor, which sends the server the requests that an editor usually sends first. */
final class TrainingConversation {

    private static final int ROUNDS = 3;

    /** An address that can be reached only through a proxy. {@link TrainingProvider} acts as this proxy. */
    private static final String REMOTE_URL = "http://far.invalid/v1";

    /** The path of a provider that has no model list, as is the case for some local servers. */
    static final String NO_LIST_PATH = "/nothing";

    private final InputStream in;
    private final OutputStream out;
    private int id;

    private TrainingConversation(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Sends the requests of an editor to a server, and waits until the server closes its output.
     *
     * @param server the server process, which communicates through its standard input and output
     * @param provider the address of the OpenAI-compatible training provider, which also acts as the proxy
     * @param folder the folder that is open in the editor
     */
    static void run(Process server, String provider, Path folder) throws IOException {
        try (OutputStream out = server.getOutputStream();
                InputStream in = server.getInputStream()) {
            TrainingConversation editor = new TrainingConversation(in, out);
            editor.request("initialize", """
                {"clientName":"training","clientVersion":"1","processId":%d,"capabilities":{"secretStorage":true,\
                "progress":true},"settings":{"user":{"providers":[%s,%s,%s]},"trusted":true,"folders":["%s"],\
                "network":{"proxy":"%s"}}}\
                """.formatted(
                            ProcessHandle.current().pid(),
                            providerJson("local", provider + "/v1"),
                            providerJson("far", REMOTE_URL),
                            providerJson("nothing", provider + NO_LIST_PATH),
                            folder.toString().replace("\\", "\\\\"),
                            provider));
            editor.request("models/list", "{}");
            for (int round = 0; round < ROUNDS; round++) {
                editor.request("chat/start", chatParams("local/small", "round-" + round));
                // Requests through a proxy or with TLS use the HTTP client of the JDK, whose code is then part of the
                // cache.
                editor.request("chat/start", chatParams("far/small", "far-" + round));
            }
            editor.request("tokens/count", "{\"model\":\"local/small\",\"texts\":[\"some text\"]}");
            editor.request("shutdown", "null");
            editor.send("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
            in.transferTo(OutputStream.nullOutputStream()); // discards the output of the commands
        }
    }

    private static String providerJson(String name, String address) {
        return "{\"name\":\"" + name + "\",\"dialect\":\"openai-chat\",\"apiBase\":\"" + address
                + "\",\"models\":[\"small\"]}";
    }

    private static String chatParams(String model, String token) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":"
                + "\"Say something.\"}]}],\"progressToken\":\"" + token + "\"}";
    }

    /**
     * Sends a request and reads messages until the reply to this request arrives. Each request from the server receives
     * an empty reply.
     */
    private void request(String method, String params) throws IOException {
        String idField = "\"id\":" + ++id;
        send("{\"jsonrpc\":\"2.0\"," + idField + ",\"method\":\"" + method + "\",\"params\":" + params + "}");
        for (String message = receive(); ; message = receive()) {
            boolean isReply = !message.contains("\"method\":");
            if (isReply && message.contains(idField)) {
                if (message.contains("\"error\":")) {
                    throw new IOException(method + " failed: " + message);
                }
                return;
            }
            if (!isReply && message.contains("\"id\":")) {
                String requestId = message.replaceFirst("(?s).*?\"id\":(\"[^\"]*\"|\\d+).*", "$1");
                send("{\"jsonrpc\":\"2.0\",\"id\":" + requestId + ",\"result\":{}}");
            }
        }
    }

    private void send(String message) throws IOException {
        byte[] content = message.getBytes(StandardCharsets.UTF_8);
        out.write(("Content-Length: " + content.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(content);
        out.flush();
    }

    private String receive() throws IOException {
        int length = 0;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        byte[] content = new byte[length];
        new DataInputStream(in).readFully(content);
        return new String(content, StandardCharsets.UTF_8);
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
