package dev.openllm.protocol.error;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The details of a failure. Never contains an API key, a header, a request body, or a stack trace.
 *
 * @param kind the kind of failure
 * @param message one or two sentences for the user; the provider's own message, if there is one
 * @param hint what the user can do next
 * @param provider the configured name of the provider
 * @param model the model as specified by the caller
 * @param status the HTTP status of the provider's response
 * @param code the provider's own error type or code, such as {@code insufficient_quota}; {@code key_of_other_host} if
 *     an API key was not sent because it is bound to a different host; {@code consent_pending} if the user has not yet
 *     decided whether the caller may use the model; {@code untrusted_certificate} if the certificate was issued by an
 *     authority that this computer does not trust
 * @param requestId the provider's ID of the request, which the provider's support staff can use to find the request
 * @param retryAfterMs how long the provider asks clients to wait before they try again, in milliseconds
 * @param messageTemplate the template of the message, for translation; absent for a provider's own message
 * @param hintTemplate the template of the hint, for translation
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
        OptionalLong retryAfterMs,
        Optional<MessageTemplate> messageTemplate,
        Optional<MessageTemplate> hintTemplate) {

    /**
     * The error code that indicates that a certificate was issued by an authority that this computer does not trust.
     */
    public static final String UNTRUSTED_CERTIFICATE = "untrusted_certificate";

    public ErrorInfo {
        kind = Wire.orElse(kind, ErrorKind.INTERNAL);
        message = Wire.orElse(message, "");
    }

    /** Creates an error that has only a kind and one of the product's own messages. */
    public static ErrorInfo of(ErrorKind kind, UserText message) {
        return of(kind, message.english()).withMessage(message);
    }

    /** Creates an error that has only a kind and a message that is not translated, such as a provider's message. */
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
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns the message together with its template. */
    public UserText text() {
        return new UserText(message, messageTemplate);
    }

    /** Returns the hint together with its template. */
    public Optional<UserText> hintText() {
        return hint.map(words -> new UserText(words, hintTemplate));
    }

    public ErrorInfo withKind(ErrorKind newKind) {
        return new ErrorInfo(
                newKind,
                message,
                hint,
                provider,
                model,
                status,
                code,
                requestId,
                retryAfterMs,
                messageTemplate,
                hintTemplate);
    }

    public ErrorInfo withMessage(UserText newMessage) {
        return new ErrorInfo(
                kind,
                newMessage.english(),
                hint,
                provider,
                model,
                status,
                code,
                requestId,
                retryAfterMs,
                newMessage.template(),
                hintTemplate);
    }

    public ErrorInfo withMessage(String newMessage) {
        return withMessage(UserText.verbatim(newMessage));
    }

    public ErrorInfo withHint(UserText newHint) {
        return new ErrorInfo(
                kind,
                message,
                Optional.of(newHint.english()),
                provider,
                model,
                status,
                code,
                requestId,
                retryAfterMs,
                messageTemplate,
                newHint.template());
    }

    public ErrorInfo withHint(String newHint) {
        return withHint(UserText.verbatim(newHint));
    }

    public ErrorInfo withProvider(String newProvider) {
        return with(Optional.of(newProvider), model, status, code, requestId, retryAfterMs);
    }

    public ErrorInfo withModel(String newModel) {
        return with(provider, Optional.of(newModel), status, code, requestId, retryAfterMs);
    }

    public ErrorInfo withStatus(int newStatus) {
        return with(provider, model, OptionalInt.of(newStatus), code, requestId, retryAfterMs);
    }

    public ErrorInfo withCode(String newCode) {
        return with(provider, model, status, Optional.of(newCode), requestId, retryAfterMs);
    }

    public ErrorInfo withRequestId(String newRequestId) {
        return with(provider, model, status, code, Optional.of(newRequestId), retryAfterMs);
    }

    public ErrorInfo withRetryAfterMs(long newRetryAfterMs) {
        return with(provider, model, status, code, requestId, OptionalLong.of(newRetryAfterMs));
    }

    private ErrorInfo with(
            Optional<String> newProvider,
            Optional<String> newModel,
            OptionalInt newStatus,
            Optional<String> newCode,
            Optional<String> newRequestId,
            OptionalLong newRetryAfterMs) {
        return new ErrorInfo(
                kind,
                message,
                hint,
                newProvider,
                newModel,
                newStatus,
                newCode,
                newRequestId,
                newRetryAfterMs,
                messageTemplate,
                hintTemplate);
    }
}
