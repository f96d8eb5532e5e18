package dev.openllm.server.cli;

/** The command was written wrongly; the message says how, in one sentence. */
final class WrongUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message);
    }
}
