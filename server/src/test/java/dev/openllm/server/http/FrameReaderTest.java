package dev.openllm.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anEventEndsAtABlankLineWithAnyLineEnding(String lineEnding) throws IOException {
        String body =
                "event: a" + lineEnding + "data: 1" + lineEnding + lineEnding + "data: 2" + lineEnding + lineEnding;
        assertEquals(List.of(new ServerEvent("a", "1"), new ServerEvent("", "2")), sse(body));
    }

    @Test
    void severalDataLinesAreJoinedByALineFeed() throws IOException {
        assertEquals(List.of(new ServerEvent("", "1\n\n2")), sse("data: 1\ndata\ndata:2\n\n"));
    }

    @Test
    void onlyOneSpaceAfterTheColonIsRemoved() throws IOException {
        assertEquals(List.of(new ServerEvent("", " x: y")), sse("data:  x: y\n\n"));
    }

    @Test
    void commentsAndAdditionalBlankLinesAreIgnored() throws IOException {
        assertEquals(
                List.of(new ServerEvent("", "1"), new ServerEvent("", "2")),
                sse(": hello\n\n\n\ndata: 1\n: OPENROUTER PROCESSING\n\n:\n\ndata: 2\n\n: bye\n\n"));
    }

    @Test
    void aByteOrderMarkAtTheStartIsIgnored() throws IOException {
        assertEquals(List.of(new ServerEvent("", "1")), sse("\uFEFFdata: 1\n\n"));
    }

    @Test
    void aLaterByteOrderMarkIsPartOfTheText() throws IOException {
        assertEquals(List.of(new ServerEvent("", "1\uFEFF")), sse("data: 1\uFEFF\n\n"));
    }

    @Test
    void idRetryAndUnknownFieldsAreIgnored() throws IOException {
        assertEquals(List.of(new ServerEvent("", "1")), sse("id: 7\nretry: 1\nfoo: bar\ndata: 1\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: 1\n\ndata: [DONE]", "data: 1\n\ndata: [DONE]\n", "data: 1\n\ndata: [DONE]\r"})
    void aLastEventWithoutABlankLineIsDelivered(String body) throws IOException {
        assertEquals(List.of(new ServerEvent("", "1"), new ServerEvent("", "[DONE]")), sse(body));
    }

    @Test
    void anEventNameWithoutDataIsIgnored() throws IOException {
        assertEquals(List.of(new ServerEvent("", "1")), sse("event: ping\n\ndata: 1\n\n"));
    }

    @Test
    void anEmptyBodyHasNoFrames() throws IOException {
        assertEquals(List.of(), sse(""));
        assertEquals(List.of(), ndjson(new ByteArrayInputStream(new byte[0])));
    }

    @Test
    void everyNonBlankLineOfNdjsonIsAFrame() throws IOException {
        byte[] body = "{\"a\":1}\n\n  \r\n{\"b\":2}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                List.of(new ServerEvent("", "{\"a\":1}"), new ServerEvent("", "{\"b\":2}")),
                ndjson(new ByteArrayInputStream(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void theResultIsIndependentOfTheSplitPosition(String lineEnding) throws IOException {
        String body = ": ping" + lineEnding + lineEnding + "event: é" + lineEnding + "data: {\"t\":\"ä€😀\u2028\"}"
                + lineEnding + lineEnding + "data: 日本" + lineEnding + lineEnding;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<ServerEvent> expected = sse(body);
        for (int splitPosition = 0; splitPosition <= bytes.length; splitPosition++) {
            assertEquals(
                    expected,
                    readAll(FrameReader.sse(new Pieces(bytes, splitPosition))),
                    "cut at byte " + splitPosition);
        }
    }

    @Test
    void aLineLongerThanTheBufferIsComplete() throws IOException {
        String text = "ü".repeat(100_000);
        assertEquals(List.of(new ServerEvent("", text)), sse("data: " + text + "\n\n"));
    }

    @Test
    void aLineIsDeliveredBeforeTheNextByteArrives() throws IOException {
        InputStream input = new InputStream() {
            private final byte[] bytes = "data: 1\r\n\r".getBytes(StandardCharsets.UTF_8);
            private int position;

            @Override
            public int read() {
                if (position == bytes.length) {
                    throw new IllegalStateException("asked for a byte that the frame does not need");
                }
                return bytes[position++];
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                target[offset] = (byte) read();
                return 1;
            }
        };
        assertEquals(
                Optional.of(new ServerEvent("", "1")), FrameReader.sse(input).next());
    }

    private static List<ServerEvent> sse(String body) throws IOException {
        return readAll(FrameReader.sse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<ServerEvent> ndjson(InputStream body) throws IOException {
        return readAll(FrameReader.ndjson(body));
    }

    private static List<ServerEvent> readAll(FrameReader frames) throws IOException {
        List<ServerEvent> events = new ArrayList<>();
        for (Optional<ServerEvent> next = frames.next(); next.isPresent(); next = frames.next()) {
            events.add(next.get());
        }
        return events;
    }

    /** A stream that returns its bytes in two chunks. */
    private static final class Pieces extends InputStream {
        private final byte[][] parts;
        private int index;

        Pieces(byte[] bytes, int splitPosition) {
            this.parts = new byte[][] {
                Arrays.copyOfRange(bytes, 0, splitPosition), Arrays.copyOfRange(bytes, splitPosition, bytes.length)
            };
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            while (index < parts.length && parts[index].length == 0) {
                index++;
            }
            if (index == parts.length) {
                return -1;
            }
            int count = parts[index].length;
            System.arraycopy(parts[index++], 0, target, offset, count);
            return count;
        }
    }
}
