package dev.openllm.server.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The response of a {@link FakeProvider} to one request: a head and a list of steps. The body is sent with chunked
 * encoding so that the client always detects its end unless a step cuts it off.
 *
 * @param headers the headers that are sent unchanged, in addition to {@code Transfer-Encoding}
 */
public record FakeAnswer(int status, Map<String, String> headers, List<Step> steps) {

    /** An action of the simulated provider on the connection. */
    public sealed interface Step {
        /** Sends bytes at once, as one chunk. */
        record Send(byte[] bytes) implements Step {}

        /** Continues only after the test opens the gate. */
        record Await(CountDownLatch gate) implements Step {}

        /** Continues after a delay. Only for benchmarks and tests of time limits. */
        record Delay(Duration duration) implements Step {}

        /** Closes the connection before the end of the body. */
        record Cut() implements Step {}

        /** Sends nothing more until the client closes the connection. */
        record Hang() implements Step {}
    }

    public FakeAnswer {
        headers = Map.copyOf(headers);
        steps = List.copyOf(steps);
    }

    /** Returns a response whose body is sent as one chunk. */
    public static FakeAnswer of(int status, String contentType, String body) {
        return new FakeAnswer(status, Map.of("Content-Type", contentType), List.of()).send(body);
    }

    public static FakeAnswer json(String body) {
        return of(200, "application/json", body);
    }

    public static FakeAnswer error(int status, String body) {
        return of(status, "application/json", body);
    }

    /** Returns an event stream. Each argument is the data of one event, which is sent as one chunk. */
    public static FakeAnswer sse(String... data) {
        FakeAnswer answer = new FakeAnswer(200, Map.of("Content-Type", "text/event-stream"), List.of());
        for (String item : data) {
            answer = answer.send("data: " + item + "\n\n");
        }
        return answer;
    }

    /** Returns a stream of lines, each sent as one chunk. */
    public static FakeAnswer ndjson(String... lines) {
        FakeAnswer answer = new FakeAnswer(200, Map.of("Content-Type", "application/x-ndjson"), List.of());
        for (String line : lines) {
            answer = answer.send(line + "\n");
        }
        return answer;
    }

    public FakeAnswer withHeader(String name, String value) {
        Map<String, String> newHeaders = new HashMap<>(headers);
        newHeaders.put(name, value);
        return new FakeAnswer(status, newHeaders, steps);
    }

    public FakeAnswer send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public FakeAnswer send(byte[] bytes) {
        return withStep(new Step.Send(bytes));
    }

    public FakeAnswer withStep(Step step) {
        List<Step> newSteps = new ArrayList<>(steps);
        newSteps.add(step);
        return new FakeAnswer(status, headers, newSteps);
    }
}
