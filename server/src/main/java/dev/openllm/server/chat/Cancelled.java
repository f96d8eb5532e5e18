package dev.openllm.server.chat;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;

/** The one error of a request that its caller gave up. */
final class Cancelled {

    private Cancelled() {}

    static ErrorInfo info() {
        return ErrorInfo.of(ErrorKind.CANCELLED, "The request was cancelled.");
    }
}
