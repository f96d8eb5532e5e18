package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorKind;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** Verifies what must hold for every stream, regardless of where the network splits it or where it stops. */
public final class CutStreams {

    private CutStreams() {}

    /**
     * Verifies that the result does not depend on how the body is split: into single bytes, which splits it at every
     * position, or into chunks of random size.
     */
    public static void assertCutsChangeNothing(Dialect dialect, ChatCall call, byte[] body) {
        Delivered expected = Delivered.read(dialect, call, body);
        assertSame(expected, Delivered.read(dialect, call, splitStream(body, () -> 1)), body, "one byte at a time");
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            Delivered split = Delivered.read(dialect, call, splitStream(body, () -> 1 + random.nextInt(400)));
            assertSame(expected, split, body, "pieces of random size, seed " + seed);
        }
    }

    private static void assertSame(Delivered expected, Delivered actual, byte[] body, String description) {
        assertEquals(comparableEvents(expected, body), comparableEvents(actual, body), description);
        assertEquals(expected.outcome(), actual.outcome(), description);
        assertEquals(expected.error(), actual.error(), description);
    }

    /**
     * Stops the stream after each frame and in the middle of each frame. Verifies that this produces an error and that
     * every tool call that was delivered before the error is complete.
     *
     * @param isTerminal whether the response can end after a frame with this text
     */
    public static void assertStopsAreErrors(Dialect dialect, ChatCall call, byte[] body, Predicate<String> isTerminal) {
        List<String> allCalls = toolCalls(Delivered.read(dialect, call, body), body);
        int start = 0;
        while (start < body.length) {
            int end = endOfFrame(dialect, body, start);
            assertTruncationIsError(dialect, call, body, (start + end) / 2, allCalls);
            if (isTerminal.test(new String(body, start, end - start, StandardCharsets.UTF_8))) {
                return;
            }
            assertTruncationIsError(dialect, call, body, end, allCalls);
            start = end;
        }
    }

    private static void assertTruncationIsError(
            Dialect dialect, ChatCall call, byte[] body, int length, List<String> allCalls) {
        Delivered truncated = Delivered.read(dialect, call, Arrays.copyOf(body, length));
        assertEquals(
                ErrorKind.BAD_RESPONSE,
                truncated.error().map(error -> error.kind()).orElse(null),
                () -> "stopped after " + length + " of " + body.length + " bytes: " + truncated.outcome());
        List<String> deliveredCalls = toolCalls(truncated, body);
        assertTrue(
                allCalls.size() >= deliveredCalls.size()
                        && allCalls.subList(0, deliveredCalls.size()).equals(deliveredCalls),
                () -> "half a tool call after " + length + " bytes: " + deliveredCalls);
    }

    private static int endOfFrame(Dialect dialect, byte[] body, int start) {
        for (int i = start; i < body.length; i++) {
            boolean lineEnd = body[i] == '\n';
            boolean blankLine =
                    lineEnd && i > start && (body[i - 1] == '\n' || body[i - 1] == '\r' && body[i - 2] == '\n');
            if (dialect.framing() == Dialect.Framing.NDJSON ? lineEnd : blankLine) {
                return i + 1;
            }
        }
        return body.length;
    }

    /**
     * Returns the events as strings. Generated IDs are replaced by their position because they are different each time.
     */
    private static List<String> comparableEvents(Delivered delivered, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        List<String> generatedIds = delivered.toolCalls().stream()
                .map(ChatEvent.ToolCall::id)
                .filter(id -> !text.contains(id))
                .toList();
        List<String> events = new ArrayList<>();
        for (ChatEvent event : delivered.events()) {
            String description = event.toString();
            for (String id : generatedIds) {
                description = description.replace(id, "made " + generatedIds.indexOf(id));
            }
            events.add(description);
        }
        return events;
    }

    private static List<String> toolCalls(Delivered delivered, byte[] body) {
        return comparableEvents(delivered, body).stream()
                .filter(event -> event.startsWith("ToolCall"))
                .toList();
    }

    private static InputStream splitStream(byte[] body, IntSupplier chunkSize) {
        return new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, chunkSize.getAsInt()));
            }
        };
    }
}
