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

/** Text piped into a command: UTF-8, and no more than {@link InputLimit#BYTES}. */
public final class StdinText {

    /** Binary data shows itself early, and an endless device should not be reported as a text that is too long. */
    private static final int BEGINNING = 8 << 10;

    private static final int KEY_BYTES = 64 << 10;

    private StdinText() {}

    /** All of stdin, however long it takes. */
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

    /** An API key: a short text. */
    public static String key(InputStream in) {
        try {
            return InputLimit.read(in, KEY_BYTES)
                    .flatMap(InputLimit::text)
                    .orElseThrow(
                            () -> new UsageError("The data on stdin is no API key: a key is text of up to 64 KB."));
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    /**
     * All of stdin if it begins in time, or ends. A script may leave a silent pipe open, and nohup a stdin that cannot
     * be read; a command that already has its text needs neither.
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
                "The text on stdin has more than " + InputLimit.TEXT + ", which is more than a model accepts.",
                "Send a part of it, such as with head -c 1000000.");
    }

    static OpenLlmException binary() {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                "The data on stdin is not UTF-8 text.",
                "Convert text of another encoding with iconv -t UTF-8, and give images with --image and PDFs with"
                        + " --file.");
    }

    static OpenLlmException unreadable(IOException broken) {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                "Stdin cannot be read: " + broken.getMessage() + ".",
                "Redirect it from a file or a pipe, or from /dev/null.");
    }
}
