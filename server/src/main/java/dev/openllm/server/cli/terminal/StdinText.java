package dev.openllm.server.cli.terminal;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Text piped into a command. */
public final class StdinText {

    private StdinText() {}

    /** All of stdin, however long it takes. */
    public static String all(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new OpenLlmException(ErrorKind.INVALID_REQUEST, "Cannot read stdin: " + broken.getMessage());
        }
    }

    /**
     * All of stdin if it begins to say something, or ends, in time. A script may leave a pipe open that never says
     * anything; a command that has its text already must not wait for it.
     */
    public static Optional<String> ifAny(InputStream in, Duration timeout) {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("stdin").start(() -> {
            try {
                first.complete(in.read());
            } catch (IOException broken) {
                first.complete(-1);
            }
        });
        try {
            int start = first.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return start < 0 ? Optional.of("") : Optional.of(rest(start, in));
        } catch (TimeoutException silent) {
            return Optional.empty();
        } catch (ExecutionException | InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    private static String rest(int start, InputStream in) {
        try {
            byte[] rest = in.readAllBytes();
            byte[] whole = new byte[rest.length + 1];
            whole[0] = (byte) start;
            System.arraycopy(rest, 0, whole, 1, rest.length);
            return new String(whole, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new OpenLlmException(ErrorKind.INVALID_REQUEST, "Cannot read stdin: " + broken.getMessage());
        }
    }
}
