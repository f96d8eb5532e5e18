package dev.openllm.server.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.server.chat.Sentence;

/**
 * Error response bodies in the format of the OpenAI APIs. Source: https://platform.openai.com/docs/guides/error-codes
 */
public final class ErrorBody {

    private ErrorBody() {}

    public static ObjectNode body(ErrorInfo error) {
        ObjectNode body = Wire.JSON.createObjectNode();
        ObjectNode inner = body.putObject("error");
        inner.put("message", message(error));
        inner.put("type", type(error));
        inner.putNull("param");
        inner.put("code", code(error));
        return body;
    }

    /** Returns the error message for the user, followed by a hint that explains what to do next. */
    public static String message(ErrorInfo error) {
        return error.hint()
                .map(hint -> Sentence.of(error.message()) + " " + hint)
                .orElse(error.message());
    }

    public static String code(ErrorInfo error) {
        return switch (error.kind()) {
            case AUTH -> "invalid_api_key";
            case MODEL_NOT_FOUND -> "model_not_found";
            case CONTEXT_TOO_LONG -> "context_length_exceeded";
            case RATE_LIMITED -> "rate_limit_exceeded";
            case QUOTA -> "insufficient_quota";
            case CONTENT_FILTERED -> "content_filter";
            case INVALID_REQUEST -> error.code().orElse("invalid_request");
            default -> error.kind().name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static String type(ErrorInfo error) {
        return switch (error.kind()) {
            case AUTH -> "authentication_error";
            case PERMISSION -> "permission_error";
            case INVALID_REQUEST, MODEL_NOT_FOUND, CONTEXT_TOO_LONG, CONTENT_FILTERED -> "invalid_request_error";
            case RATE_LIMITED -> "rate_limit_error";
            case QUOTA -> "insufficient_quota";
            default -> "server_error";
        };
    }
}
