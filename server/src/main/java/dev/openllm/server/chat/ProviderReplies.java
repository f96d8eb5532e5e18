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

/** Interprets a provider's reply to any kind of request: its failures, and the provider's status afterwards. */
public record ProviderReplies(Providers providers) {

    /** A longer error body contains nothing that a user would read. */
    private static final int LONGEST_ERROR_BODY = 1024 * 1024;

    /** Whether the status reports success. */
    public static boolean isSuccess(HttpAnswer answer) {
        return answer.status() >= 200 && answer.status() <= 299;
    }

    /** The failure that a reply reports with its status and body. */
    public ErrorInfo failure(Remote remote, HttpAnswer answer) throws IOException {
        if (answer.status() >= 300 && answer.status() < 400) {
            return ErrorHints.of3xx(answer.status(), remote);
        }
        String body = new String(answer.body().readNBytes(LONGEST_ERROR_BODY), StandardCharsets.UTF_8);
        return providers
                .requests()
                .explain(remote.endpoint(), remote.dialect().readError(answer.status(), answer.headers(), body));
    }

    /** Source of the header: the retry code of OpenAI's and Anthropic's own SDKs. */
    public static Optional<Boolean> shouldRetry(HttpAnswer answer) {
        return Optional.ofNullable(answer.headers().get("x-should-retry")).map(Boolean::parseBoolean);
    }

    /** The failure when a connection ended before the reply was complete. */
    public static ErrorInfo connectionLost(Remote remote) {
        return orCancelled(ErrorInfo.of(
                ErrorKind.NETWORK,
                UserText.of(
                        "The connection to {0} was lost before the response was complete.",
                        remote.endpoint().displayName())));
    }

    /** The error of a closed connection depends on the moment; after a cancel by the caller only the cancel counts. */
    public static ErrorInfo orCancelled(ErrorInfo failure) {
        return Thread.currentThread().isInterrupted() ? Cancelled.info() : failure;
    }

    /** The package {@code provider} decides what a failure means for the provider's status. */
    public void report(Remote remote, Optional<ErrorInfo> failure) {
        if (failure.filter(error -> error.kind() == ErrorKind.CANCELLED).isEmpty()) {
            ProviderStatus status = failure.map(
                            error -> new ProviderStatus(ProviderStatus.State.ERROR, error.text(), failure))
                    .orElse(new ProviderStatus(ProviderStatus.State.READY, UserText.of("Ready"), Optional.empty()));
            providers.health().report(new StatusParams(remote.endpoint().name(), status));
        }
    }
}
