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

    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private final MicrosoftAccount account;
    private final LongSupplier nanoClock;
    private final ReentrantLock lookupLock = new ReentrantLock();
    private final Map<String, CachedToken> cache = new HashMap<>();

    private record CachedToken(Secret token, long cachedAt) {}

    public TokenCache(MicrosoftAccount account, LongSupplier nanoClock) {
        this.account = account;
        this.nanoClock = nanoClock;
    }

    @Override
    public boolean isAvailable() {
        return account.isAvailable();
    }

    @Override
    public Optional<Secret> token(String scope, boolean interactive) {
        try {
            lookupLock.lockInterruptibly();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
        }
        try {
            CachedToken cached = cache.get(scope);
            if (cached != null && nanoClock.getAsLong() - cached.cachedAt() < LIFETIME.toNanos()) {
                return Optional.of(cached.token());
            }
            cache.remove(scope);
            Optional<Secret> token = account.token(scope, interactive);
            token.ifPresent(acquired -> cache.put(scope, new CachedToken(acquired, nanoClock.getAsLong())));
            return token;
        } finally {
            lookupLock.unlock();
        }
    }
}
