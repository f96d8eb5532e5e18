package dev.openllm.server.rpc.jsonrpc;

import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Message;

/** One JSON-RPC connection to a client, over any transport. */
public final class JsonRpc {

    /**
     * The logger of LSP4J, which logs entire messages when it detects a problem. These messages would include
     * conversations and API keys.
     */
    private static final Logger LIBRARY = Logger.getLogger("org.eclipse.lsp4j.jsonrpc");

    static {
        quietLibrary();
    }

    private final MessageCodec codec = new MessageCodec(new ServerSide());
    private final Consumer<byte[]> out;
    private final RemoteEndpoint endpoint;
    private final InitializeGate initializeGate = new InitializeGate();
    private volatile Thread reader;

    /**
     * @param local a function that creates the server for its client
     * @param out a callback that sends the JSON of a message; it can be called by several threads
     */
    public JsonRpc(Function<OpenLlmClient, OpenLlmServer> local, Consumer<byte[]> out) {
        this.out = out;
        LocalEndpoint receiver = new LocalEndpoint();
        this.endpoint = new RemoteEndpoint(this::send, receiver, RpcErrors::of);
        receiver.server = local.apply(new RemoteClient(endpoint));
    }

    /** Turns off logging by LSP4J. One call is sufficient for all connections. */
    public static void quietLibrary() {
        LIBRARY.setLevel(Level.OFF);
    }

    /** Receives the JSON of a message. Called by only one thread; returns immediately. */
    public void receive(byte[] json) {
        reader = Thread.currentThread();
        try {
            Message message = codec.read(json, endpoint);
            initializeGate.received(message);
            endpoint.consume(message);
        } catch (UnreadableMessage unreadable) {
            refuse(unreadable);
        } catch (Throwable fault) {
            // The reading thread must not end, because no request would receive a reply from then on.
            InternalErrors.log(fault);
        }
    }

    /** Replies to a message that cannot be handled. */
    public void refuse(UnreadableMessage unreadable) {
        send(unreadable.reply());
    }

    /**
     * Sends a message. Another thread writes immediate replies, so that the reading thread never waits for a client
     * that does not read.
     */
    private void send(Message message) {
        if (Thread.currentThread() == reader) {
            Thread.startVirtualThread(() -> write(message));
        } else {
            write(message);
        }
    }

    private void write(Message message) {
        initializeGate.awaitTurn(message);
        try {
            out.accept(codec.write(message));
        } finally {
            initializeGate.sent(message);
        }
    }

    /** The types of the client's requests, notifications, and replies. */
    private static final class ServerSide implements MethodTypes {

        @Override
        public Class<?> params(String name) {
            ServerMethod method = ServerMethods.BY_NAME.get(name);
            return method == null || method.params() == Void.class ? null : method.params();
        }

        @Override
        public Class<?> result(String name) {
            return RemoteClient.RESULTS.get(name);
        }
    }

    /** Passes calls to the server in such a way that no failure can end the reading thread. */
    private static final class LocalEndpoint implements Endpoint {

        private OpenLlmServer server;

        @Override
        public CompletableFuture<?> request(String name, Object params) {
            ServerMethod method = ServerMethods.BY_NAME.get(name);
            if (method == null || method.isNotification()) {
                return CompletableFuture.failedFuture(new ResponseErrorException(RpcErrors.unknownMethod(name)));
            }
            try {
                return new Reply(method.call().apply(server, params));
            } catch (Throwable failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }

        @Override
        public void notify(String name, Object params) {
            ServerMethod method = ServerMethods.BY_NAME.get(name);
            if (method != null && method.isNotification()) {
                try {
                    method.call().apply(server, params);
                } catch (Throwable fault) {
                    InternalErrors.log(fault);
                }
            }
        }
    }

    /**
     * The reply to a request in the form that LSP4J expects. LSP4J cancels requests on the reading thread, while
     * holding a lock that every request needs. Therefore, canceling, including writing the reply, is done on a separate
     * thread. This is a platform thread because, on a single processor, work that never waits would block all virtual
     * threads.
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
            Thread.ofPlatform().name("cancel").daemon().start(() -> work.cancel(true));
            return true;
        }
    }
}
