package dev.openllm.server.chat.retry;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;

/** Creates the error for a request that the caller canceled. */
public final class Cancelled {

    private Cancelled() {}

    public static ErrorInfo info() {
        return ErrorInfo.of(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
    }
}
