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
        Delivered whole = Delivered.by(dialect, call, body);
        assertSame(whole, Delivered.by(dialect, call, inPieces(body, () -> 1)), body, "one byte at a time");
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            Delivered cut = Delivered.by(dialect, call, inPieces(body, () -> 1 + random.nextInt(400)));
            assertSame(whole, cut, body, "pieces of random size, seed " + seed);
        }
    }

    private static void assertSame(Delivered whole, Delivered cut, byte[] body, String how) {
        assertEquals(events(whole, body), events(cut, body), how);
        assertEquals(whole.outcome(), cut.outcome(), how);
        assertEquals(whole.error(), cut.error(), how);
    }

    /**
     * Stops the stream after each frame and in the middle of each frame. Verifies that this produces an error and that
     * every tool call that was delivered before the error is complete.
     *
     * @param terminal whether the response can end after a frame with this text
     */
    public static void assertStopsAreErrors(Dialect dialect, ChatCall call, byte[] body, Predicate<String> terminal) {
        List<String> calls = toolCalls(Delivered.by(dialect, call, body), body);
        int start = 0;
        while (start < body.length) {
            int end = endOfFrame(dialect, body, start);
            assertError(dialect, call, body, (start + end) / 2, calls);
            if (terminal.test(new String(body, start, end - start, StandardCharsets.UTF_8))) {
                return;
            }
            assertError(dialect, call, body, end, calls);
            start = end;
        }
    }

    private static void assertError(Dialect dialect, ChatCall call, byte[] body, int length, List<String> calls) {
        Delivered stopped = Delivered.by(dialect, call, Arrays.copyOf(body, length));
        assertEquals(
                ErrorKind.BAD_RESPONSE,
                stopped.error().map(error -> error.kind()).orElse(null),
                () -> "stopped after " + length + " of " + body.length + " bytes: " + stopped.outcome());
        List<String> before = toolCalls(stopped, body);
        assertTrue(
                calls.size() >= before.size() && calls.subList(0, before.size()).equals(before),
                () -> "half a tool call after " + length + " bytes: " + before);
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
    private static List<String> events(Delivered delivered, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        List<String> made = delivered.toolCalls().stream()
                .map(ChatEvent.ToolCall::id)
                .filter(id -> !text.contains(id))
                .toList();
        List<String> events = new ArrayList<>();
        for (ChatEvent event : delivered.events()) {
            String written = event.toString();
            for (String id : made) {
                written = written.replace(id, "made " + made.indexOf(id));
            }
            events.add(written);
        }
        return events;
    }

    private static List<String> toolCalls(Delivered delivered, byte[] body) {
        return events(delivered, body).stream()
                .filter(event -> event.startsWith("ToolCall"))
                .toList();
    }

    private static InputStream inPieces(byte[] body, IntSupplier size) {
        return new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, size.getAsInt()));
            }
        };
    }
}
