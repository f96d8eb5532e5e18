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

/** A JSON-RPC connection to a client, over any transport. */
public final class JsonRpc {

    /**
     * The logger of LSP4J. It logs entire messages when LSP4J detects a problem, and these messages can contain
     * conversations and API keys.
     */
    private static final Logger LIBRARY_LOGGER = Logger.getLogger("org.eclipse.lsp4j.jsonrpc");

    static {
        disableLibraryLogging();
    }

    private final MessageCodec codec = new MessageCodec(new ServerSide());
    private final Consumer<byte[]> out;
    private final RemoteEndpoint endpoint;
    private final InitializeGate initializeGate = new InitializeGate();
    private volatile Thread reader;

    /**
     * @param local a function that creates the server for the connected client
     * @param out a callback that sends a message, as JSON; several threads can call it at the same time
     */
    public JsonRpc(Function<OpenLlmClient, OpenLlmServer> local, Consumer<byte[]> out) {
        this.out = out;
        LocalEndpoint receiver = new LocalEndpoint();
        this.endpoint = new RemoteEndpoint(this::send, receiver, RpcErrors::of);
        receiver.server = local.apply(new RemoteClient(endpoint));
    }

    /** Turns off logging in LSP4J. A single call is sufficient for all connections. */
    public static void disableLibraryLogging() {
        LIBRARY_LOGGER.setLevel(Level.OFF);
    }

    /** Receives a message, as JSON, and returns immediately. Only one thread may call this method. */
    public void receive(byte[] json) {
        reader = Thread.currentThread();
        try {
            Message message = codec.read(json, endpoint);
            initializeGate.received(message);
            endpoint.consume(message);
        } catch (UnreadableMessage unreadable) {
            refuse(unreadable);
        } catch (Throwable fault) {
            // The reading thread must not end, because all later requests would remain unanswered.
            InternalErrors.log(fault);
        }
    }

    /** Replies to a message that the server cannot handle. */
    public void refuse(UnreadableMessage unreadable) {
        send(unreadable.reply());
    }

    /**
     * Sends a message. Replies that are available immediately are written by a different thread, so that the reading
     * thread never waits for a client that does not read.
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

    /**
     * The types of the params that the client sends in requests and notifications, and of the results that it sends in
     * replies.
     */
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

    /** Passes the client's calls to the server, and ensures that no failure ends the reading thread. */
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
     * The reply to a request, as a future that LSP4J can cancel. LSP4J cancels requests on the reading thread, while it
     * holds a lock that every request needs. Therefore, the request is canceled, and the reply is written, on a
     * separate thread. This thread is a platform thread because, on a single processor, a request that never blocks
     * would prevent all virtual threads from running.
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
