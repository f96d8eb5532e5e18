package dev.openllm.server.chat;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.model.StatusParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.retry.Cancelled;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel.Remote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Detects failures in a provider's HTTP responses and updates the provider's status accordingly. */
public record ProviderReplies(Providers providers) {

    /**
     * The maximum number of bytes to read from the body of an error response: 1 MiB. A longer error message is not
     * useful to the user.
     */
    private static final int MAX_ERROR_BODY_BYTES = 1024 * 1024;

    /** Returns whether the HTTP status code indicates success (2xx). */
    public static boolean isSuccess(HttpAnswer answer) {
        return answer.status() >= 200 && answer.status() <= 299;
    }

    /** Returns the failure indicated by the status code and body of an HTTP response. */
    public ErrorInfo failure(Remote remote, HttpAnswer answer) throws IOException {
        if (answer.status() >= 300 && answer.status() < 400) {
            return ErrorHints.redirectError(answer.status(), remote);
        }
        String body = new String(answer.body().readNBytes(MAX_ERROR_BODY_BYTES), StandardCharsets.UTF_8);
        return providers
                .signer()
                .explain(remote.endpoint(), remote.dialect().readError(answer.status(), answer.headers(), body));
    }

    /**
     * Returns the value of the {@code X-Should-Retry} header. Source: the retry code of the OpenAI and Anthropic SDKs.
     */
    public static Optional<Boolean> shouldRetry(HttpAnswer answer) {
        return Optional.ofNullable(answer.headers().get("x-should-retry")).map(Boolean::parseBoolean);
    }

    /** Returns the failure for a connection that ended before the response was complete. */
    public static ErrorInfo connectionLost(Remote remote) {
        return orCanceled(ErrorInfo.of(
                ErrorKind.NETWORK,
                UserText.of(
                        "The connection to {0} was lost before the response was complete.",
                        remote.endpoint().displayName())));
    }

    /**
     * Returns the specified failure or, if the caller canceled the request, the error for a canceled request. A
     * canceled request can fail in different ways, depending on when the connection is closed.
     */
    public static ErrorInfo orCanceled(ErrorInfo failure) {
        return Thread.currentThread().isInterrupted() ? Cancelled.info() : failure;
    }

    /**
     * Updates the provider's status according to the outcome of a request. Canceled requests do not change the status.
     */
    public void report(Remote remote, Optional<ErrorInfo> failure) {
        if (failure.filter(error -> error.kind() == ErrorKind.CANCELLED).isEmpty()) {
            ProviderStatus status = failure.map(
                            error -> new ProviderStatus(ProviderStatus.State.ERROR, error.text(), failure))
                    .orElse(new ProviderStatus(ProviderStatus.State.READY, UserText.of("Ready"), Optional.empty()));
            providers.health().report(new StatusParams(remote.endpoint().name(), status));
        }
    }
}
