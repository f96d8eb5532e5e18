package dev.openllm.server.rpc.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;

/**
 * Fuzzes JSON-RPC framing and messages: no input ends the connection, and a message that is written and read again is
 * unchanged.
 */
public final class MessageFuzz implements FuzzTarget {

    private static final MethodTypes TYPES = new MethodTypes() {
        @Override
        public Class<?> params(String name) {
            ServerMethod method = ServerMethods.BY_NAME.get(name);
            return method == null || method.params() == Void.class ? null : method.params();
        }

        @Override
        public Class<?> result(String name) {
            return RemoteClient.RESULTS.get(name);
        }
    };

    private static final String FOLLOWING_MESSAGE = "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}";

    private final MessageCodec codec = new MessageCodec(TYPES);

    @Override
    public String name() {
        return "json-rpc";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        frame(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"clientName\":\"c\","
                                    + "\"clientVersion\":\"1\",\"processId\":5,\"capabilities\":{\"progress\":true},"
                                    + "\"settings\":{\"user\":{},\"workspace\":{},\"folders\":[],\"trusted\":true,"
                                    + "\"network\":{\"noProxy\":[],\"certificates\":[]}}}}"),
                        frame(
                                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"chat/start\",\"params\":{\"model\":\"p/m\","
                                    + "\"messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"hi\"},"
                                    + "{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\"AAAA\"}]}],\"tools\":"
                                    + "[{\"name\":\"t\",\"description\":\"\",\"inputSchema\":{}}],\"toolChoice\":"
                                    + "{\"type\":\"auto\"},\"options\":{\"temperature\":0.5},\"progressToken\":\"x\"}}"),
                        frame("{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":7}}"),
                        frame("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"key\":\"k\",\"value\":null}}"),
                        frame("{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":-1,\"message\":\"m\"}}") + frame("[]"),
                        "rubbish\r\n\r\ncontent-length: 2\r\nContent-Type: x\r\n\r\n{}" + frame("{}"),
                        "Content-Length: 999999999999\r\n\r\n{}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String frame(String json) {
        return "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json;
    }

    @Override
    public void run(byte[] input) throws IOException {
        List<FramedStreams.Frame> frames = readFrames(new ByteArrayInputStream(input));
        List<FramedStreams.Frame> smallReadFrames = readFrames(inSmallReads(input));
        assertEquals(frames.size(), smallReadFrames.size());
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i) instanceof FramedStreams.Frame.Content content) {
                assertArrayEquals(
                        content.json(),
                        assertInstanceOf(FramedStreams.Frame.Content.class, smallReadFrames.get(i))
                                .json());
                assertRoundTrip(content.json());
            }
        }
        assertRoundTrip(input);
        assertFramedRoundTrip(input);
    }

    private static List<FramedStreams.Frame> readFrames(InputStream in) throws IOException {
        FramedStreams streams = new FramedStreams(in, OutputStream.nullOutputStream());
        List<FramedStreams.Frame> frames = new ArrayList<>();
        try {
            for (Optional<FramedStreams.Frame> next = streams.next(); next.isPresent(); next = streams.next()) {
                frames.add(next.get());
            }
        } catch (java.io.EOFException truncated) {
            // The client has disconnected.
        }
        return frames;
    }

    private void assertRoundTrip(byte[] json) {
        try {
            Message message = codec.read(json, id -> "secretStorage/get");
            byte[] encoded = codec.write(message);
            Message decoded = codec.read(encoded, id -> "secretStorage/get");
            if (message instanceof RequestMessage request) {
                assertEquals(request.getMethod(), ((RequestMessage) decoded).getMethod());
                assertEquals(request.getParams(), ((RequestMessage) decoded).getParams());
                assertEquals(request.getRawId(), ((RequestMessage) decoded).getRawId());
            } else if (message instanceof NotificationMessage notification
                    && !notification.getMethod().startsWith("$")) {
                assertEquals(notification.getParams(), ((NotificationMessage) decoded).getParams());
            }
        } catch (UnreadableMessage unreadable) {
            assertTrue(codec.write(unreadable.reply()).length > 0);
        }
    }

    /**
     * Verifies that any bytes that are written as a message can be read again, together with the message that follows.
     */
    private static void assertFramedRoundTrip(byte[] input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FramedStreams streams = new FramedStreams(InputStream.nullInputStream(), out);
        streams.write(input);
        streams.write(FOLLOWING_MESSAGE.getBytes(StandardCharsets.UTF_8));
        List<FramedStreams.Frame> frames = readFrames(new ByteArrayInputStream(out.toByteArray()));
        assertEquals(2, frames.size());
        assertArrayEquals(
                input,
                assertInstanceOf(FramedStreams.Frame.Content.class, frames.getFirst())
                        .json());
    }

    private static InputStream inSmallReads(byte[] input) {
        Random random = new Random(Arrays.hashCode(input));
        return new ByteArrayInputStream(input) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(5)));
            }
        };
    }
}
