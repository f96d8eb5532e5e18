package dev.openllm.server.secret;

import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.ReplyWithin;
import dev.openllm.protocol.secret.SecretStorageKey;
import dev.openllm.protocol.secret.SecretStorageValue;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The secret storage of the client that started the server. The storage maps names to strings. */
public interface ClientStorage {

    /** The storage that is used if no client is connected or the client has no secret storage. */
    ClientStorage NONE = backedBy(Optional::empty);

    boolean isAvailable();

    /** @throws NoAnswer if the client did not reply in time or returned an error */
    Optional<String> get(String key) throws NoAnswer;

    /**
     * Writes a value or, if the value is empty, deletes the entry.
     *
     * @throws NoAnswer if the client did not reply in time or returned an error
     */
    void put(String key, Optional<String> value) throws NoAnswer;

    /**
     * Thrown if the client does not reply in time or replies with an error. The exception message is intended for the
     * user.
     */
    final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient UserText text;

        NoAnswer(UserText text) {
            super(text.english());
            this.text = text;
        }

        UserText text() {
            return text;
        }
    }

    /**
     * Returns the storage that the current client provides through {@code secretStorage/get} and {@code
     * secretStorage/set}.
     */
    static ClientStorage backedBy(Supplier<Optional<OpenLlmClient>> client) {
        return new ClientStorage() {
            @Override
            public boolean isAvailable() {
                return client.get().isPresent();
            }

            @Override
            public Optional<String> get(String key) throws NoAnswer {
                return awaitReply(requireClient().getSecret(new SecretStorageKey(key)))
                        .value();
            }

            @Override
            public void put(String key, Optional<String> value) throws NoAnswer {
                awaitReply(requireClient().putSecret(new SecretStorageValue(key, value)));
            }

            private OpenLlmClient requireClient() throws NoAnswer {
                return client.get()
                        .orElseThrow(() -> new NoAnswer(UserText.of("The VS Code secret storage is not connected.")));
            }

            private <T> T awaitReply(CompletableFuture<T> reply) throws NoAnswer {
                try {
                    return reply.get(ReplyWithin.LOOKUP, TimeUnit.SECONDS);
                } catch (TimeoutException late) {
                    reply.cancel(true);
                    throw new NoAnswer(UserText.of(
                            "The VS Code secret storage did not respond within {0} seconds.", ReplyWithin.LOOKUP));
                } catch (ExecutionException failed) {
                    throw new NoAnswer(UserText.of("The VS Code secret storage returned an error."));
                } catch (InterruptedException canceled) {
                    Thread.currentThread().interrupt();
                    throw new NoAnswer(UserText.of(
                            "The VS Code secret storage was not accessed because the request was canceled."));
                }
            }
        };
    }
}
