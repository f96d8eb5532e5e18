package dev.openllm.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;

/**
 * Detects errors from MiniMax, which always responds with status 200 and reports the outcome in {@code base_resp},
 * either alongside the response content or in place of it. Source:
 * https://platform.minimax.io/docs/api-reference/errorcode
 */
public final class MiniMaxErrors {

    private MiniMaxErrors() {}

    /**
     * Returns the error reported in a response or in a chunk of a response, or an empty result if no error is reported.
     */
    public static Optional<ErrorInfo> inResponse(JsonNode response) {
        JsonNode status = response.path("base_resp");
        int code = status.path("status_code").asInt(0);
        return code == 0
                ? Optional.empty()
                : Optional.of(ErrorInfo.of(
                                kind(code, status.path("status_msg").asText("")),
                                status.path("status_msg").isValueNode()
                                        ? UserText.verbatim(
                                                status.path("status_msg").asText())
                                        : UserText.of("MiniMax did not report the cause of the failure."))
                        .withCode(String.valueOf(code)));
    }

    private static ErrorKind kind(int code, String message) {
        return switch (code) {
            case 1001 -> ErrorKind.TIMEOUT;
            case 1002, 1039, 1041, 2045 -> ErrorKind.RATE_LIMITED;
            case 1004, 2049 -> ErrorKind.AUTH;
            case 1008, 2056 -> ErrorKind.QUOTA;
            case 1026, 1027 -> ErrorKind.CONTENT_FILTERED;
            case 1000, 1013, 1024, 1033 -> ErrorKind.OVERLOADED;
            default -> FailureKinds.of("", message).orElse(ErrorKind.INVALID_REQUEST);
        };
    }
}
