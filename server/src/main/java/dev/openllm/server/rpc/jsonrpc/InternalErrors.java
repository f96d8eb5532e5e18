package dev.openllm.server.rpc.jsonrpc;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;

/**
 * Reports internal errors. The messages of such errors can contain user input or an API key, so only error types and
 * code locations are reported.
 */
public final class InternalErrors {

    private static final int MAX_FRAMES = 15;

    private InternalErrors() {}

    static ErrorInfo info(Throwable fault) {
        return ErrorInfo.of(
                        ErrorKind.INTERNAL,
                        UserText.of(
                                "Internal error in Open LLM Provider ({0}).",
                                fault.getClass().getSimpleName()))
                .withHint(UserText.of(
                        "Try again. If the problem persists, report this issue and include the server log."));
    }

    /** Writes the error's type and code location to stderr. */
    public static void log(Throwable fault) {
        StringBuilder text = new StringBuilder("open-llm: internal error ")
                .append(fault.getClass().getName());
        StackTraceElement[] frames = fault.getStackTrace();
        for (int i = 0; i < Math.min(MAX_FRAMES, frames.length); i++) {
            text.append("\n  at ").append(frames[i]);
        }
        System.err.println(text);
    }
}
