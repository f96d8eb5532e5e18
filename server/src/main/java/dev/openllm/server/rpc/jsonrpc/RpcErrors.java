package dev.openllm.server.rpc.jsonrpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/**
 * Converts failures to and from their wire format: an error code for the JSON-RPC library, and an {@link ErrorInfo} as
 * the error data for clients.
 */
public final class RpcErrors {

    /** The JSON-RPC error code for failures that do not have a standard error code. */
    static final int FAILED = -32000;

    private RpcErrors() {}

    public static ResponseError of(Throwable failure) {
        return switch (failure) {
            case ResponseErrorException rpcException -> rpcException.getResponseError();
            case CancellationException canceled -> canceled();
            case OpenLlmException known -> of(known.info());
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case ExecutionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case InvocationTargetException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case RuntimeException wrapped
            when wrapped.getCause() instanceof InvocationTargetException invocation -> of(invocation);
            default -> internal(failure);
        };
    }

    public static ResponseError canceled() {
        return of(ErrorInfo.of(ErrorKind.CANCELLED, UserText.of("The request was canceled.")));
    }

    public static ResponseError unknownMethod(String method) {
        ErrorInfo info = ErrorInfo.of(ErrorKind.INVALID_REQUEST, UserText.of("The method {0} does not exist.", method))
                .withHint(UserText.of("The client and the server may have different versions. Update both."));
        return new ResponseError(ResponseErrorCode.MethodNotFound, info.message(), info);
    }

    /** Returns the exception that corresponds to an error reply from the other side of the connection. */
    public static OpenLlmException toException(ResponseError error) {
        if (error.getData() instanceof JsonNode data && data.has("kind")) {
            try {
                return new OpenLlmException(Wire.JSON.treeToValue(data, ErrorInfo.class));
            } catch (JsonProcessingException unfit) {
                // The data contains no error information, so use the message.
            }
        }
        return new OpenLlmException(ErrorKind.INTERNAL, UserText.verbatim(error.getMessage()));
    }

    private static ResponseError of(ErrorInfo info) {
        int code =
                switch (info.kind()) {
                    case CANCELLED -> ResponseErrorCode.RequestCancelled.getValue();
                    case INTERNAL -> ResponseErrorCode.InternalError.getValue();
                    default -> FAILED;
                };
        return new ResponseError(code, info.message(), info);
    }

    private static ResponseError internal(Throwable fault) {
        InternalErrors.log(fault);
        return of(InternalErrors.info(fault));
    }
}
