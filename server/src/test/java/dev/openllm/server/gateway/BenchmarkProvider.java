package dev.openllm.server.gateway;

import dev.openllm.server.gateway.http.HttpReply;
import dev.openllm.server.gateway.http.HttpRequest;
import dev.openllm.server.gateway.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Plays an OpenAI-compatible server for the benchmark. The model's name says how it answers: {@code quick} with a
 * few words at once, whole or as a stream, {@code slow} with 64 chunks, one every 20 ms, each of which says when it
 * was sent.
 */
final class BenchmarkProvider implements AutoCloseable {

    static final int CHUNKS = 64;
    static final long PAUSE_MS = 20;

    private static final byte[] WHOLE =
            """
        {"id":"c1","object":"chat.completion","created":1,"model":"quick","choices":[{"index":0,"message":\
        {"role":"assistant","content":"Twelve words are enough for an answer that only measures the way."},\
        "finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21}}\
        """
                    .getBytes(StandardCharsets.UTF_8);
    /** In as many chunks as tokens, as providers stream it: this is what reading a stream costs. */
    private static final byte[] AT_ONCE = atOnce();

    private final HttpServer server = HttpServer.start(0, BenchmarkProvider::answer);

    int port() {
        return server.port();
    }

    private static void answer(HttpRequest request, HttpReply reply) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        if (!body.contains("\"stream\":true")) {
            reply.whole(200, Map.of("Content-Type", "application/json"), WHOLE);
            return;
        }
        if (body.contains("\"model\":\"quick\"")) {
            reply.whole(200, Map.of("Content-Type", "text/event-stream"), AT_ONCE);
            return;
        }
        reply.stream(Map.of("Content-Type", "text/event-stream"));
        for (int i = 0; i < CHUNKS; i++) {
            reply.piece(event("{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"slow\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"@" + System.nanoTime() + "@\"}}]}"));
            pause();
        }
        reply.piece(event("{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"slow\","
                + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"));
        reply.piece(event("[DONE]"));
        reply.endStream();
    }

    private static byte[] atOnce() {
        StringBuilder stream = new StringBuilder();
        String chunk = "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"quick\","
                + "\"choices\":[{\"index\":0,\"delta\":";
        for (int i = 0; i < CHUNKS; i++) {
            stream.append(chunk).append("{\"content\":\"way \"}}]}\n\n");
        }
        stream.append(chunk)
                .append("{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":64,"
                        + "\"total_tokens\":73}}\n\ndata: [DONE]\n\n");
        return stream.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
