package dev.openllm.server.cli.terminal;

/** The command line is invalid. The message explains the problem in one sentence. */
public final class UsageError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageError(String message) {
        super(message);
    }
}
