package dev.openllm.server.http.client;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.Target;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The body of an answer that came compressed. Nothing asks for that here, but gateways on the way do it all the same. */
final class DecodedBody extends InputStream {

    private final InputStream packed;
    private final Target target;
    private InputStream unpacked;

    private DecodedBody(InputStream packed, Target target) {
        this.packed = packed;
        this.target = target;
    }

    static boolean isPacked(HttpAnswer answer) {
        String encoding = answer.headers().getOrDefault("content-encoding", "").toLowerCase(Locale.ROOT);
        return encoding.equals("gzip") || encoding.equals("x-gzip");
    }

    static HttpAnswer of(HttpAnswer answer, Target target) {
        return new HttpAnswer(answer.status(), answer.headers(), new DecodedBody(answer.body(), target));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Opened only now: its head is the first thing of the body, which may be long in coming. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            if (unpacked == null && !open()) {
                return -1;
            }
            return unpacked.read(bytes, offset, length);
        } catch (ZipException senseless) {
            throw new OpenLlmException(
                    ErrorKind.NETWORK,
                    target.address() + " says that its answer is compressed, but it cannot be unpacked.",
                    "Try again; if it stays so, look at the proxies and gateways on the way.");
        }
    }

    /** @return whether there is anything to unpack */
    private boolean open() throws IOException {
        try {
            unpacked = new GZIPInputStream(packed);
            return true;
        } catch (EOFException nothing) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }
}
