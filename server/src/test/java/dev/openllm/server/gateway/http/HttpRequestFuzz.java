package dev.openllm.server.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Fuzzes the request reader of the gateway by comparison with {@link StrictHttp}. The gateway can reject a request that
 * the strict reader accepts. If the gateway accepts a request, the strict reader must find the same boundaries and the
 * same body so that no request can be hidden in another.
 */
public final class HttpRequestFuzz implements FuzzTarget {

    @Override
    public String name() {
        return "http-requests";
    }

    @Override
    public List<byte[]> seeds() {
        String request = "GET /next?a=b%20c HTTP/1.1\r\nHost: h\r\n\r\n";
        return Stream.of(
                        request + request,
                        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:80\r\nContent-Length: 5\r\n\r\nhello"
                                + request,
                        "POST / HTTP/1.1\r\nHost: [::1]:8080\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "5;a=\"b\"\r\nhello\r\n0\r\nTrailer: x\r\n\r\n" + request,
                        "HEAD http://h/a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + request,
                        "OPTIONS * HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nAccept:  a , b\t\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + request,
                        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 5\r\n\r\nhello",
                        "GET / HTTP/1.1\r\nHost: h\r\n folded: x\r\n\r\n")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public void run(byte[] input) throws IOException {
        List<StrictHttp.Read> accepted = readAccepted(new ByteArrayInputStream(input));
        assertEquals(accepted, readAccepted(inChunks(input)), "wherever the network cuts it");
        List<StrictHttp.Read> expected = StrictHttp.requests(input);
        assertTrue(accepted.size() <= expected.size(), () -> "accepted " + accepted + " instead of " + expected);
        for (int i = 0; i < accepted.size(); i++) {
            StrictHttp.Read expectedRequest = expected.get(i);
            StrictHttp.Read acceptedRequest = accepted.get(i);
            assertEquals(expectedRequest.method(), acceptedRequest.method());
            assertEquals(expectedRequest.body(), acceptedRequest.body());
            assertEquals(path(expectedRequest.target()), acceptedRequest.target());
        }
    }

    /** Returns the path of a request target without its query. The target can be an absolute URL. */
    private static String path(String target) {
        String withoutScheme = target.replaceFirst("(?i)^http://[^/?]*", "");
        String path = withoutScheme.replaceFirst("\\?.*", "");
        return path.isEmpty() ? "/" : path;
    }

    private static List<StrictHttp.Read> readAccepted(InputStream bytes) throws IOException {
        HttpReader reader = new HttpReader(new ConnectionInput(new SocketOf(bytes)));
        BodyBudget budget = new BodyBudget(1 << 20);
        List<StrictHttp.Read> accepted = new ArrayList<>();
        try {
            for (Optional<HttpHead> head = reader.readHead(); head.isPresent(); head = reader.readHead()) {
                try (BodyBudget.Share share = budget.share()) {
                    byte[] body = reader.readBody(head.get().body(), share);
                    HttpRequest request = head.get().request();
                    accepted.add(new StrictHttp.Read(
                            head.get().method(),
                            request.path(),
                            List.of(),
                            new String(body, StandardCharsets.ISO_8859_1)));
                    if (!request.keepAlive()) {
                        return accepted;
                    }
                }
            }
        } catch (HttpRejected rejected) {
            assertTrue(rejected.status() >= 400 && !rejected.getMessage().isBlank());
        }
        assertEquals(0, budget.usedBytes(), "the memory of a body is given back");
        return accepted;
    }

    private static InputStream inChunks(byte[] input) {
        Random random = new Random(Arrays.hashCode(input));
        return new ByteArrayInputStream(input) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(5)));
            }
        };
    }

    /** A connection on which these bytes arrive. */
    private static final class SocketOf extends Socket {

        private final InputStream bytes;

        SocketOf(InputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public InputStream getInputStream() {
            return bytes;
        }
    }
}
