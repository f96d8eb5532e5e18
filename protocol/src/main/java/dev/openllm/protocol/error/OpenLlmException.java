package dev.openllm.protocol.error;

import dev.openllm.protocol.text.UserText;

/** The exception with which all packages report failures to their callers. Its message is written for the user. */
public final class OpenLlmException extends RuntimeException {

    private final transient ErrorInfo info;

    public OpenLlmException(ErrorInfo info) {
        super(info.message());
        this.info = info;
    }

    public OpenLlmException(ErrorInfo info, Throwable cause) {
        super(info.message(), cause);
        this.info = info;
    }

    public OpenLlmException(ErrorKind kind, UserText message) {
        this(ErrorInfo.of(kind, message));
    }

    public OpenLlmException(ErrorKind kind, UserText message, UserText hint) {
        this(ErrorInfo.of(kind, message).withHint(hint));
    }

    /** Creates an exception whose message is not translated, because only the command line or the gateway shows it. */
    public OpenLlmException(ErrorKind kind, String message) {
        this(ErrorInfo.of(kind, message));
    }

    /**
     * Creates an exception whose message and hint are not translated, because only the command line or the gateway
     * shows them.
     */
    public OpenLlmException(ErrorKind kind, String message, String hint) {
        this(ErrorInfo.of(kind, message).withHint(hint));
    }

    public ErrorInfo info() {
        return info;
    }
}
