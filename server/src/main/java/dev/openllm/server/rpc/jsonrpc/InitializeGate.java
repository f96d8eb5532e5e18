package dev.openllm.server.rpc.jsonrpc;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

/**
 * Delays the server's own messages until the client's first {@code initialize} request is answered, because a client is
 * not required to accept any other message before then. Source:
 * https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#initialize
 */
final class InitializeGate {

    private volatile Optional<Asked> initializeRequest = Optional.empty();

    private record Asked(String id, CountDownLatch answered) {}

    /** Records a received message. The reading thread calls this method before the message is handled. */
    void received(Message message) {
        if (initializeRequest.isEmpty()
                && message instanceof RequestMessage request
                && request.getMethod().equals("initialize")) {
            initializeRequest = Optional.of(new Asked(request.getId(), new CountDownLatch(1)));
        }
    }

    /** Waits until the message can be sent. Replies are never delayed. */
    void awaitTurn(Message message) {
        Optional<Asked> pending = initializeRequest;
        if (pending.isEmpty() || message instanceof ResponseMessage) {
            return;
        }
        try {
            pending.get().answered().await();
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
        }
    }

    void sent(Message message) {
        if (message instanceof ResponseMessage response) {
            initializeRequest
                    .filter(pending -> pending.id().equals(response.getId()))
                    .ifPresent(pending -> pending.answered().countDown());
        }
    }
}
