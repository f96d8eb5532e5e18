package dev.openllm.server.rpc.jsonrpc;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.UserText;
import org.eclipse.lsp4j.jsonrpc.messages.IdentifiableMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

/** The exception that is thrown if a received message cannot be handled. It contains the error reply to send. */
public final class UnreadableMessage extends Exception {

    private final transient ResponseMessage reply;

    private UnreadableMessage(ResponseMessage reply) {
        super(reply.getError().getMessage());
        this.reply = reply;
    }

    /** @param request the request to reply to; null if it is unknown */
    public static UnreadableMessage of(IdentifiableMessage request, ResponseErrorCode code, String message) {
        ResponseMessage reply = new ResponseMessage();
        if (request != null) {
            reply.setRawId(request.getRawId());
        }
        // This text is intended for the developer of the program that sent the message. Therefore, it is not
        // translated.
        ErrorInfo info = ErrorInfo.of(ErrorKind.INVALID_REQUEST, UserText.verbatim(message))
                .withHint(
                        UserText.verbatim("The program that sent the message does not follow the protocol's schema."));
        reply.setError(new ResponseError(code, message, info));
        return new UnreadableMessage(reply);
    }

    ResponseMessage reply() {
        return reply;
    }
}
