package dev.openllm.server.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * What a {@link FakeProvider} answers to one request: a head, then steps. The body is sent chunked, so that its
 * end is always known to the client unless a step cuts it off.
 *
 * @param headers sent as they stand, besides {@code Transfer-Encoding}
 */
public record FakeAnswer(int status, Map<String, String> headers, List<Step> steps) {

    /** What happens next on the connection. */
    public sealed interface Step {
        /** Sends bytes at once, as one chunk. */
        record Send(byte[] bytes) implements Step {}

        /** Continues only when the test opens the gate. */
        record Await(CountDownLatch gate) implements Step {}

        /** Continues after a while; for benchmarks and time limits only. */
        record Delay(Duration time) implements Step {}

        /** Closes the connection although the body has not ended. */
        record Cut() implements Step {}

        /** Sends nothing more until the client closes the connection. */
        record Hang() implements Step {}
    }

    public FakeAnswer {
        headers = Map.copyOf(headers);
        steps = List.copyOf(steps);
    }

    /** An answer with a body in one piece. */
    public static FakeAnswer of(int status, String contentType, String body) {
        return new FakeAnswer(status, Map.of("Content-Type", contentType), List.of()).send(body);
    }

    public static FakeAnswer json(String body) {
        return of(200, "application/json", body);
    }

    public static FakeAnswer error(int status, String body) {
        return of(status, "application/json", body);
    }

    /** An event stream: each argument is the data of one event, sent as a piece of its own. */
    public static FakeAnswer sse(String... data) {
        FakeAnswer answer = new FakeAnswer(200, Map.of("Content-Type", "text/event-stream"), List.of());
        for (String one : data) {
            answer = answer.send("data: " + one + "\n\n");
        }
        return answer;
    }

    /** A stream of lines, each a piece of its own. */
    public static FakeAnswer ndjson(String... lines) {
        FakeAnswer answer = new FakeAnswer(200, Map.of("Content-Type", "application/x-ndjson"), List.of());
        for (String line : lines) {
            answer = answer.send(line + "\n");
        }
        return answer;
    }

    public FakeAnswer withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new FakeAnswer(status, more, steps);
    }

    public FakeAnswer send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public FakeAnswer send(byte[] bytes) {
        return then(new Step.Send(bytes));
    }

    public FakeAnswer then(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new FakeAnswer(status, headers, more);
    }
}
