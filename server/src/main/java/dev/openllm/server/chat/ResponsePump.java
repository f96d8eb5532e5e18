package dev.openllm.server.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.Dialect.Framing;
import dev.openllm.server.dialect.HttpFailures;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.SurrogateJoiner;
import dev.openllm.server.http.BoundedBody;
import dev.openllm.server.http.FrameReader;
import dev.openllm.server.http.ServerEvent;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the body of a successful response to its end. The content itself, rather than the {@code Content-Type} header,
 * determines whether the body is read as a stream or as a single JSON document: some servers send JSON with the content
 * type of an event stream, or vice versa.
 */
public final class ResponsePump {

    private ResponsePump() {}

    /**
     * Passes the body to the response reader, either as a single JSON document or as a sequence of stream frames.
     *
     * @param streamed whether a stream was requested
     * @throws OpenLlmException of kind {@code bad_response} if the body is empty, a web page, plain text, or invalid
     *     JSON
     */
    public static Outcome pump(
            InputStream body, Framing framing, boolean streamed, ResponseReader reader, Consumer<ChatEvent> sink)
            throws IOException {
        TruncatedToolCallCheck truncationCheck = new TruncatedToolCallCheck(sink);
        Consumer<ChatEvent> joiner = new SurrogateJoiner(truncationCheck);
        PushbackInputStream in = new PushbackInputStream(body, 3);
        int first = firstByte(in);
        if (first < 0) {
            throw markTruncated(new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of("The provider returned an empty response."),
                    UserText.of("Try again. If the problem persists, check the provider's log.")));
        }
        if (first == '<') {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of("The provider returned a web page instead of JSON."),
                    UserText.of("Check the base URL. It should be the URL of the API, which often ends in /v1."));
        }
        boolean looksUnstreamed = first == '{' || first == '[';
        if (looksUnstreamed && (framing == Framing.SSE || !streamed)) {
            reader.readUnstreamed(parse(in), joiner);
        } else {
            readFrames(framing == Framing.SSE ? FrameReader.sse(in) : FrameReader.ndjson(in), reader, joiner);
        }
        return truncationCheck.check(end(reader, joiner));
    }

    /**
     * Returns whether the response ended without a finish reason although the connection was closed properly. Such
     * responses come from servers that restart and proxies that time out, and a retry can succeed.
     */
    static boolean isTruncated(OpenLlmException failure) {
        return failure.getCause() instanceof EOFException;
    }

    private static Outcome end(ResponseReader reader, Consumer<ChatEvent> sink) {
        try {
            return reader.end(sink);
        } catch (OpenLlmException failed) {
            throw failed.info().kind() == ErrorKind.BAD_RESPONSE ? markTruncated(failed) : failed;
        }
    }

    private static OpenLlmException markTruncated(OpenLlmException failure) {
        return new OpenLlmException(failure.info(), new EOFException());
    }

    private static void readFrames(FrameReader frames, ResponseReader reader, Consumer<ChatEvent> sink)
            throws IOException {
        Optional<ServerEvent> frame = frames.next();
        if (frame.isEmpty() && !frames.unframed().isBlank()) {
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of(
                            "The provider returned plain text instead of a completion: {0}",
                            HttpFailures.shorten(frames.unframed())),
                    UserText.of("Try again. If the problem persists, check the base URL and the provider's log."));
        }
        for (; frame.isPresent(); frame = frames.next()) {
            reader.readFrame(frame.get().event(), frame.get().data(), sink);
        }
    }

    private static JsonNode parse(InputStream in) throws IOException {
        try {
            return Wire.JSON.readTree(new BoundedBody(in, BoundedBody.MAX_DOCUMENT_BYTES));
        } catch (JsonProcessingException | CharConversionException broken) { // the latter if the JSON looks like UTF-32
            throw new OpenLlmException(
                    ErrorKind.BAD_RESPONSE,
                    UserText.of("The provider's response is not valid JSON. It may be truncated."),
                    UserText.of("Try again. If the problem persists, check the provider's log."));
        }
    }

    /**
     * Returns the first byte that is neither whitespace nor part of a byte order mark. The byte remains available for
     * reading.
     */
    private static int firstByte(PushbackInputStream in) throws IOException {
        int next = in.read();
        while (next == ' ' || next == '\t' || next == '\r' || next == '\n' || next == 0xEF && isRestOfBom(in)) {
            next = in.read();
        }
        if (next >= 0) {
            in.unread(next);
        }
        return next;
    }

    private static boolean isRestOfBom(PushbackInputStream in) throws IOException {
        byte[] rest = in.readNBytes(2);
        boolean isBom = rest.length == 2 && rest[0] == (byte) 0xBB && rest[1] == (byte) 0xBF;
        if (!isBom) {
            in.unread(rest);
        }
        return isBom;
    }
}
