package dev.openllm.server.cli.terminal;

/** The command line is invalid; the message says how, in one sentence. */
public final class UsageError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageError(String message) {
        super(message);
    }
}
