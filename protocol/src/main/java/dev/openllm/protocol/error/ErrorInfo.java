package dev.openllm.protocol.error;

import dev.openllm.protocol.Wire;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The details of a failure. Never contains a key, a header, a request body or a stack trace.
 *
 * @param kind what went wrong
 * @param message one or two sentences for the user; the provider's own message where there is one
 * @param hint what the user can do next
 * @param provider the configured name of the provider
 * @param model the model as the caller addressed it
 * @param status the HTTP status of the provider's response
 * @param code the provider's own error type or code, such as {@code insufficient_quota}; {@code key_of_other_host} if a
 *     key was not sent because it belongs to another host; {@code consent_pending} when the user has not yet decided
 *     whether the caller may use the model
 * @param requestId the provider's request id, for its support
 * @param retryAfterMs how long the provider asks to wait, in milliseconds
 */
public record ErrorInfo(
        ErrorKind kind,
        String message,
        Optional<String> hint,
        Optional<String> provider,
        Optional<String> model,
        OptionalInt status,
        Optional<String> code,
        Optional<String> requestId,
        OptionalLong retryAfterMs) {

    public ErrorInfo {
        kind = Wire.orElse(kind, ErrorKind.INTERNAL);
        message = Wire.orElse(message, "");
    }

    /** An error with only a kind and a message. */
    public static ErrorInfo of(ErrorKind kind, String message) {
        return new ErrorInfo(
                kind,
                message,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    public ErrorInfo withKind(ErrorKind newKind) {
        return new ErrorInfo(newKind, message, hint, provider, model, status, code, requestId, retryAfterMs);
    }

    public ErrorInfo withMessage(String newMessage) {
        return new ErrorInfo(kind, newMessage, hint, provider, model, status, code, requestId, retryAfterMs);
    }

    public ErrorInfo withHint(String newHint) {
        return new ErrorInfo(
                kind, message, Optional.of(newHint), provider, model, status, code, requestId, retryAfterMs);
    }

    public ErrorInfo withProvider(String newProvider) {
        return new ErrorInfo(
                kind, message, hint, Optional.of(newProvider), model, status, code, requestId, retryAfterMs);
    }

    public ErrorInfo withModel(String newModel) {
        return new ErrorInfo(
                kind, message, hint, provider, Optional.of(newModel), status, code, requestId, retryAfterMs);
    }

    public ErrorInfo withStatus(int newStatus) {
        return new ErrorInfo(
                kind, message, hint, provider, model, OptionalInt.of(newStatus), code, requestId, retryAfterMs);
    }

    public ErrorInfo withCode(String newCode) {
        return new ErrorInfo(
                kind, message, hint, provider, model, status, Optional.of(newCode), requestId, retryAfterMs);
    }

    public ErrorInfo withRequestId(String newRequestId) {
        return new ErrorInfo(
                kind, message, hint, provider, model, status, code, Optional.of(newRequestId), retryAfterMs);
    }

    public ErrorInfo withRetryAfterMs(long newRetryAfterMs) {
        return new ErrorInfo(
                kind, message, hint, provider, model, status, code, requestId, OptionalLong.of(newRetryAfterMs));
    }
}
