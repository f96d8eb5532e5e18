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
 * Reads text that is piped into a command. The text must be valid UTF-8 and contain at most {@link InputLimit#BYTES}
 * bytes.
 */
public final class StdinText {

    /**
     * The number of bytes that are checked first. This check detects binary data early, so that an endless device is
     * reported as binary data and not as text that is too long.
     */
    private static final int BEGINNING = 8 << 10;

    private static final int KEY_BYTES = 64 << 10;

    private StdinText() {}

    /** Reads stdin to its end without a time limit. */
    public static String all(InputStream in) {
        try {
            byte[] start = in.readNBytes(BEGINNING);
            if (InputLimit.hasNul(start)) {
                throw binary();
            }
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
            byte[] bytes = InputLimit.read(whole, InputLimit.BYTES).orElseThrow(StdinText::tooLong);
            return InputLimit.text(bytes).orElseThrow(StdinText::binary);
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    /** Reads an API key from stdin. The input can be at most 64 KiB. */
    public static String key(InputStream in) {
        try {
            return InputLimit.read(in, KEY_BYTES)
                    .flatMap(InputLimit::text)
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
    public static Optional<String> ifAny(InputStream in, Duration timeout) {
        CompletableFuture<Optional<Integer>> first = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("stdin").start(() -> {
            try {
                first.complete(Optional.of(in.read()));
            } catch (IOException broken) {
                first.complete(Optional.empty());
            }
        });
        try {
            return first.get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .map(start -> start < 0 ? "" : all(startingWith(start, in)));
        } catch (TimeoutException silent) {
            return Optional.empty();
        } catch (ExecutionException | InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    private static InputStream startingWith(int start, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) start}), rest);
    }

    static OpenLlmException tooLong() {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                "The text on stdin exceeds " + InputLimit.TEXT + ", which is more than a model accepts.",
                "Send only part of the text, for example, with head -c 1000000.");
    }

    static OpenLlmException binary() {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                "The data on stdin is not UTF-8 text.",
                "Convert text in other encodings with iconv -t UTF-8. Attach images with --image and PDF files with "
                        + "--file.");
    }

    static OpenLlmException unreadable(IOException broken) {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                "Stdin cannot be read: " + broken.getMessage() + ".",
                "Redirect stdin from a file, a pipe, or /dev/null.");
    }
}
