package dev.openllm.server.http.client;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.Target;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The decompressed body of a response. The HTTP client never requests compression, but some gateways compress responses
 * regardless.
 */
final class DecodedBody extends InputStream {

    private final InputStream compressed;
    private final String encoding;
    private final Target target;
    private InputStream decompressed;

    private DecodedBody(InputStream compressed, String encoding, Target target) {
        this.compressed = compressed;
        this.encoding = encoding;
        this.target = target;
    }

    /**
     * Returns the response with a decompressed body.
     *
     * @throws OpenLlmException of kind {@code bad_response} if a successful response has an unsupported content
     *     encoding; the body of a failed response is not needed
     */
    static HttpAnswer of(HttpAnswer response, Target target) {
        String encoding =
                response.headers().getOrDefault("content-encoding", "").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> response;
            case "gzip", "x-gzip", "deflate" ->
                new HttpAnswer(
                        response.status(), response.headers(), new DecodedBody(response.body(), encoding, target));
            default -> {
                if (response.status() < 300) {
                    response.close();
                    throw unsupported(encoding, target);
                }
                yield new HttpAnswer(response.status(), response.headers(), new Unread(response.body()));
            }
        };
    }

    private static OpenLlmException unsupported(String encoding, Target target) {
        String name = encoding.matches("[a-z0-9, *+.-]{1,40}") ? encoding : "unknown";
        return new OpenLlmException(
                ErrorKind.BAD_RESPONSE,
                UserText.of(
                        "{0} sent a response with the content encoding {1}, which is not supported.",
                        target.address(), name),
                UserText.of("Configure the server, proxy, or gateway to send responses with gzip encoding or "
                        + "without encoding."));
    }

    /** A body that cannot be decompressed and therefore appears to be empty. */
    private static final class Unread extends InputStream {

        private final InputStream body;

        Unread(InputStream body) {
            this.body = body;
        }

        @Override
        public int read() {
            return -1;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads decompressed bytes. The decoder is not opened before the first read, because opening the decoder reads the
     * start of the body, which can take a long time to arrive.
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            if (decompressed == null && !open()) {
                return -1;
            }
            return decompressed.read(bytes, offset, length);
        } catch (ZipException malformed) {
            throw new OpenLlmException(
                    ErrorKind.NETWORK,
                    UserText.of("{0} sent a compressed response that cannot be decompressed.", target.address()),
                    UserText.of("Try again. If the problem persists, check the proxies and gateways between this "
                            + "computer and the provider."));
        }
    }

    /** Opens the decoder. @return whether the body contains any data */
    private boolean open() throws IOException {
        try {
            decompressed = encoding.equals("deflate") ? openInflater() : new GZIPInputStream(compressed);
            return true;
        } catch (EOFException empty) {
            return false;
        }
    }

    /**
     * Returns a decoder for the content encoding {@code deflate}. The standard specifies the zlib format for this
     * encoding (RFC 9110, 8.4.1.2), but some servers omit the zlib header.
     */
    private InputStream openInflater() throws IOException {
        PushbackInputStream in = new PushbackInputStream(compressed, 2);
        byte[] start = in.readNBytes(2);
        if (start.length == 0) {
            throw new EOFException();
        }
        in.unread(start);
        boolean zlib =
                start.length == 2 && (start[0] & 0x0f) == 8 && ((start[0] & 0xff) << 8 | start[1] & 0xff) % 31 == 0;
        return new InflaterInputStream(in, new Inflater(!zlib));
    }

    @Override
    public void close() throws IOException {
        compressed.close();
    }
}
