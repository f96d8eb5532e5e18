package dev.openllm.server.http;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A response body that is read up to a maximum size. The size is counted after decompression, because 9 MB of gzip data
 * can expand to 2 GB of text.
 */
public final class BoundedBody extends FilterInputStream {

    /** The maximum size of a streamed response: 128 MiB. */
    public static final int MAX_STREAM_BYTES = 128 << 20;

    /** The maximum size of an unstreamed response, which is held in memory as one JSON document: 64 MiB. */
    public static final int MAX_DOCUMENT_BYTES = 64 << 20;

    private final int maxBytes;
    private long bytesRead;

    public BoundedBody(InputStream body, int maxBytes) {
        super(body);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        addReceived(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int received = in.read(bytes, offset, length);
        addReceived(received);
        return received;
    }

    private void addReceived(int received) {
        bytesRead += Math.max(received, 0);
        if (bytesRead > maxBytes) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of("The response is larger than {0} MiB and was discarded.", maxBytes >> 20),
                    UserText.of("Request less data at a time, or check which server responds at the base URL."));
        }
    }
}
