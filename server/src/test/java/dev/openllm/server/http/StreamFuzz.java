package dev.openllm.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Fuzzes the readers of SSE and NDJSON by comparison with a reference implementation that splits the complete text. */
public final class StreamFuzz implements FuzzTarget {

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                bytes("data: {\"a\":1}\n\ndata: [DONE]\n\n"),
                bytes(": ping\r\n\r\nevent: message_start\r\ndata: {\"t\":\"\u00e9\u20ac\uD83D\uDE00\"}\r\n\r\n"),
                bytes("\uFEFFid: 1\rretry: 5\rdata:a\rdata: b\r\r"),
                bytes("{\"a\":1}\n\n{\"b\":2}\r\n"),
                bytes("event\ndata\n\nplain text\ndata:: x"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void run(byte[] input) throws IOException {
        List<String> lines = splitLines(input);
        assertEquals(parseEvents(lines), readAll(FrameReader.sse(new ByteArrayInputStream(input))));
        assertEquals(parseEvents(lines), readAll(FrameReader.sse(inChunks(input))));
        List<ServerEvent> documents = lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> new ServerEvent("", line))
                .toList();
        assertEquals(documents, readAll(FrameReader.ndjson(new ByteArrayInputStream(input))));
        assertEquals(documents, readAll(FrameReader.ndjson(inChunks(input))));
    }

    /**
     * Returns the lines, which end with CR LF, LF, or CR. Text after the last line ending counts as a line unless it is
     * empty.
     */
    private static List<String> splitLines(byte[] input) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < input.length; i++) {
            if (input[i] == '\n' || input[i] == '\r') {
                lines.add(new String(input, start, i - start, StandardCharsets.UTF_8));
                i += input[i] == '\r' && i + 1 < input.length && input[i + 1] == '\n' ? 1 : 0;
                start = i + 1;
            }
        }
        if (start < input.length) {
            lines.add(new String(input, start, input.length - start, StandardCharsets.UTF_8));
        }
        return lines;
    }

    private static List<ServerEvent> parseEvents(List<String> lines) {
        List<ServerEvent> events = new ArrayList<>();
        String event = "";
        List<String> data = new ArrayList<>();
        List<String> terminated = new ArrayList<>(lines);
        terminated.add("");
        for (int i = 0; i < terminated.size(); i++) {
            String line = i == 0 && terminated.get(i).startsWith("\uFEFF")
                    ? terminated.get(i).substring(1)
                    : terminated.get(i);
            String[] field = line.split(":", 2);
            String value = field.length < 2 ? "" : field[1].startsWith(" ") ? field[1].substring(1) : field[1];
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(new ServerEvent(event, String.join("\n", data)));
                }
                data = new ArrayList<>();
                event = "";
            } else if (field[0].equals("event")) {
                event = value;
            } else if (field[0].equals("data")) {
                data.add(value);
            }
        }
        return events;
    }

    private static List<ServerEvent> readAll(FrameReader frames) throws IOException {
        List<ServerEvent> events = new ArrayList<>();
        for (Optional<ServerEvent> next = frames.next(); next.isPresent(); next = frames.next()) {
            events.add(next.get());
        }
        return events;
    }

    private static InputStream inChunks(byte[] input) {
        Random random = new Random(Arrays.hashCode(input));
        return new ByteArrayInputStream(input) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(4)));
            }
        };
    }
}
