package dev.openllm.server.rpc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;

/**
 * One connection that speaks JSON-RPC, whatever carries its messages.
 *
 * @param <R> the interface of the other side
 */
final class JsonRpc<R> {

    /** LSP4J logs whole messages when something is odd about them: conversations and keys would be among them. */
    private static final Logger LIBRARY = Logger.getLogger("org.eclipse.lsp4j.jsonrpc");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private final MessageCodec codec;
    private final Consumer<byte[]> out;
    private final RemoteEndpoint endpoint;
    private final R remote;

    /**
     * @param localType the annotated interface of this side
     * @param local makes this side, given the other
     * @param out sends a message's JSON; may be called by many threads
     */
    <L> JsonRpc(Class<L> localType, Class<R> remoteType, Function<R, L> local, Consumer<byte[]> out) {
        this.codec = new MessageCodec(List.of(localType, remoteType));
        this.out = out;
        LocalEndpoint receiver = new LocalEndpoint(ServiceEndpoints.getSupportedMethods(localType));
        this.endpoint = new RemoteEndpoint(this::send, receiver, RpcErrors::of);
        this.remote = ServiceEndpoints.toServiceObject(endpoint, remoteType);
        receiver.service = ServiceEndpoints.toEndpoint(local.apply(remote));
    }

    /** The other side. */
    R remote() {
        return remote;
    }

    /** Takes a message's JSON. Called by one thread; returns at once, whatever the message asks for. */
    void receive(byte[] json) {
        try {
            endpoint.consume(codec.read(json, endpoint));
        } catch (UnreadableMessage unreadable) {
            refuse(unreadable);
        } catch (Throwable fault) {
            // The thread that reads must live: without it nothing is ever answered again.
            Faults.log(fault);
        }
    }

    /** Answers a message that cannot be handled. */
    void refuse(UnreadableMessage unreadable) {
        Thread.startVirtualThread(() -> send(unreadable.reply()));
    }

    private void send(Message message) {
        out.accept(codec.write(message));
    }

    /** Hands calls to the local service, so that nothing it does can harm the thread that reads. */
    private static final class LocalEndpoint implements Endpoint {

        private final Map<String, JsonRpcMethod> methods;
        private Endpoint service;

        LocalEndpoint(Map<String, JsonRpcMethod> methods) {
            this.methods = methods;
        }

        @Override
        public CompletableFuture<?> request(String method, Object params) {
            JsonRpcMethod known = methods.get(method);
            if (known == null || known.isNotification()) {
                return CompletableFuture.failedFuture(
                        new ResponseErrorException(RpcErrors.unknownMethod(method)));
            }
            try {
                return new Reply(service.request(method, params));
            } catch (Throwable failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }

        @Override
        public void notify(String method, Object params) {
            JsonRpcMethod known = methods.get(method);
            if (known != null && known.isNotification()) {
                try {
                    service.notify(method, params);
                } catch (Throwable fault) {
                    Faults.log(fault);
                }
            }
        }
    }

    /**
     * The answer to a request as LSP4J waits for it. LSP4J cancels on the thread that reads and under a lock that
     * every request needs; the cancelling, and the writing of the answer with it, moves to a thread of its own.
     */
    private static final class Reply extends CompletableFuture<Object> {

        private final CompletableFuture<?> work;

        Reply(CompletableFuture<?> work) {
            this.work = work;
            work.whenComplete((result, failure) -> {
                if (failure == null) {
                    complete(result);
                } else {
                    completeExceptionally(new ResponseErrorException(RpcErrors.of(failure)));
                }
            });
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            Thread.startVirtualThread(() -> work.cancel(true));
            return true;
        }
    }
}
