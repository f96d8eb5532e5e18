package dev.openllm.server.provider.entra;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.secret.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Caches the tokens of the user's Microsoft account for one minute each. This time is long enough to avoid a lookup for
 * every request. It is short enough that the client that manages the account remains responsible for renewing the
 * tokens. Concurrent callers share one lookup, so the user is asked to sign in only once.
 */
public final class TokenCache implements MicrosoftAccount {

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final MicrosoftAccount account;
    private final LongSupplier nanoClock;
    private final ReentrantLock asking = new ReentrantLock();
    private final Map<String, Kept> kept = new HashMap<>();

    private record Kept(Secret token, long since) {}

    public TokenCache(MicrosoftAccount account, LongSupplier nanoClock) {
        this.account = account;
        this.nanoClock = nanoClock;
    }

    @Override
    public boolean canBeAsked() {
        return account.canBeAsked();
    }

    @Override
    public Optional<Secret> token(String scope, boolean interactive) {
        try {
            asking.lockInterruptibly();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
        }
        try {
            Kept known = kept.get(scope);
            if (known != null && nanoClock.getAsLong() - known.since() < KEPT.toNanos()) {
                return Optional.of(known.token());
            }
            kept.remove(scope);
            Optional<Secret> token = account.token(scope, interactive);
            token.ifPresent(given -> kept.put(scope, new Kept(given, nanoClock.getAsLong())));
            return token;
        } finally {
            asking.unlock();
        }
    }
}
