package dev.openllm.server.chat;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.provider.endpoint.ChatSigner;
import dev.openllm.server.provider.endpoint.Endpoint;
import java.util.Optional;

/**
 * Prepares the HTTP call for each attempt to send a request. The first attempt uses the provider's first API key. If
 * the rate limit or quota of a key has been reached, the next attempt uses the next key. If a key is rejected, one
 * further attempt uses a new key from {@code api_key_command}.
 */
public final class RequestAttempts {

    private static final int UNAUTHORIZED = 401;

    private final ChatSigner signer;
    private final Endpoint initial;
    private final Keys keys;
    private Endpoint endpoint;
    private Optional<HttpCall> last = Optional.empty();
    private boolean renewed;
    private UserText switchMessage = UserText.none();

    private RequestAttempts(ChatSigner signer, Endpoint initial, Keys keys) {
        this.signer = signer;
        this.initial = initial;
        this.endpoint = initial;
        this.keys = keys;
    }

    public static RequestAttempts initial(ChatSigner signer, Endpoint endpoint, Keys keys) {
        return new RequestAttempts(signer, keys == Keys.ONE ? endpoint : signer.withFirstKey(endpoint), keys);
    }

    public HttpCall sign(WireRequest request, TimeLimits limits) {
        HttpCall call = signer.prepareChat(endpoint, request, limits);
        last = Optional.of(call);
        return call;
    }

    /** Returns the name of the API key that the current attempt uses, or an empty result if the key has no name. */
    public Optional<String> keyName() {
        return endpoint.key().name();
    }

    /**
     * Returns whether the request can be sent again immediately with a different API key. If so, the next attempt uses
     * that key.
     */
    public boolean switchKey(ErrorInfo failure) {
        if (failure.kind() == ErrorKind.AUTH
                && failure.status().orElse(0) == UNAUTHORIZED
                && !renewed
                && last.isPresent()
                && signer.renewKey(endpoint, last.get())) {
            renewed = true;
            switchMessage = UserText.of("Retrying with the API key that api_key_command now returns.");
            return true;
        }
        boolean exhausted = failure.kind() == ErrorKind.RATE_LIMITED || failure.kind() == ErrorKind.QUOTA;
        Optional<Endpoint> next = exhausted && keys == Keys.ANY ? signer.withNextKey(endpoint) : Optional.empty();
        next.ifPresent(other -> {
            endpoint = other;
            switchMessage = UserText.of(
                    "Retrying with the API key {0}.", other.key().name().orElse("default"));
        });
        return next.isPresent();
    }

    /** Returns a message that informs the user which API key the retry uses. */
    public UserText keySwitchMessage() {
        return switchMessage;
    }

    /** Switches back to the first API key, which might be usable again after a pause. */
    public void reset() {
        endpoint = initial;
    }
}
