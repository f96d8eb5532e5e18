package dev.openllm.server.dialect.completion;

import dev.openllm.protocol.error.ErrorInfo;
import java.util.Locale;
import java.util.stream.Stream;

/** Detects failures that indicate that a server does not have an API or does not support the API for the model. */
final class MissingForm {

    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_IMPLEMENTED = 501;

    private MissingForm() {}

    /**
     * Returns whether a failure indicates that the API is missing.
     *
     * @param failure the failure
     * @param phrases the lowercase phrases that indicate a missing API if the HTTP status is any 4xx status
     */
    static boolean isUnsupported(ErrorInfo failure, String... phrases) {
        int status = failure.status().orElse(0);
        String message = failure.message().toLowerCase(Locale.ROOT);
        boolean isModelMissing = status == NOT_FOUND && message.contains("model");
        return (status == NOT_FOUND && !isModelMissing)
                || status == METHOD_NOT_ALLOWED
                || status == NOT_IMPLEMENTED
                || status >= 400 && status < 500 && Stream.of(phrases).anyMatch(message::contains);
    }
}
