package dev.openllm.server.rpc.jsonrpc;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import org.eclipse.lsp4j.jsonrpc.messages.IdentifiableMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

/** A message that cannot be handled, with the answer that says so. */
public final class UnreadableMessage extends Exception {

    private final transient ResponseMessage reply;

    private UnreadableMessage(ResponseMessage reply) {
        super(reply.getError().getMessage());
        this.reply = reply;
    }

    /** @param request the request it was meant to be; null where that cannot be told */
    public static UnreadableMessage of(IdentifiableMessage request, ResponseErrorCode code, String message) {
        ResponseMessage reply = new ResponseMessage();
        if (request != null) {
            reply.setRawId(request.getRawId());
        }
        ErrorInfo info = ErrorInfo.of(ErrorKind.INVALID_REQUEST, message)
                .withHint("This is a fault of the program that sent it; see the protocol's schema.");
        reply.setError(new ResponseError(code, message, info));
        return new UnreadableMessage(reply);
    }

    ResponseMessage reply() {
        return reply;
    }
}
