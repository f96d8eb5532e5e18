package dev.openllm.server.cli.terminal;

/** An error in the command line. The message describes the problem in one sentence. */
public final class UsageError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageError(String message) {
        super(message);
    }
}
