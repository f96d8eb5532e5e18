package dev.openllm.server.cli.terminal;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads text that is piped into a command. The text must be valid UTF-8 and contain at most {@link InputLimit#MAX_BYTES}
 * bytes.
 */
public final class StdinText {

    /**
     * The number of bytes that are checked first. This check detects binary data early, so that an endless device is
     * reported as binary data and not as text that is too long.
     */
    private static final int PREFIX_BYTES = 8 << 10;

    private static final int MAX_KEY_BYTES = 64 << 10;

    private StdinText() {}

    /** Reads stdin to its end without a time limit. */
    public static String readAll(InputStream in) {
        try {
            byte[] start = in.readNBytes(PREFIX_BYTES);
            if (InputLimit.hasNul(start)) {
                throw binary();
            }
            InputStream completeInput = new SequenceInputStream(new ByteArrayInputStream(start), in);
            byte[] bytes = InputLimit.read(completeInput, InputLimit.MAX_BYTES).orElseThrow(StdinText::tooLong);
            return InputLimit.decode(bytes).orElseThrow(StdinText::binary);
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    /** Reads an API key from stdin. The input can be at most 64 KiB. */
    public static String readKey(InputStream in) {
        try {
            return InputLimit.read(in, MAX_KEY_BYTES)
                    .flatMap(InputLimit::decode)
                    .orElseThrow(() -> new UsageError(
                            "The data on stdin is not an API key. An API key is text of at most " + "64 KB."));
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    /**
     * Reads stdin to its end if the first byte or the end of the input arrives before the timeout; otherwise, returns
     * an empty result. The timeout is necessary because a script can leave a pipe open without writing to it, and
     * {@code nohup} can make stdin unreadable. A command that received its text as arguments must not wait for stdin.
     */
    public static Optional<String> readWithin(InputStream in, Duration timeout) {
        CompletableFuture<Optional<Integer>> firstByte = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("stdin").start(() -> {
            try {
                firstByte.complete(Optional.of(in.read()));
            } catch (IOException broken) {
                firstByte.complete(Optional.empty());
            }
        });
        try {
            return firstByte
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .map(start -> start < 0 ? "" : readAll(prepend(start, in)));
        } catch (TimeoutException timedOut) {
            return Optional.empty();
        } catch (ExecutionException | InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static InputStream prepend(int start, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) start}), rest);
    }

    static OpenLlmException tooLong() {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                "The text on stdin exceeds " + InputLimit.MAX_SIZE_TEXT + ", which is more than a model accepts.",
                "Send only part of the text, for example, with head -c 1000000.");
    }

    static OpenLlmException binary() {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                "The data on stdin is not UTF-8 text.",
                "Convert text in other encodings with iconv -t UTF-8. Attach images with --image and PDF files with "
                        + "--file.");
    }

    static OpenLlmException unreadable(IOException cause) {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                "Stdin cannot be read: " + cause.getMessage() + ".",
                "Redirect stdin from a file, a pipe, or /dev/null.");
    }
}
