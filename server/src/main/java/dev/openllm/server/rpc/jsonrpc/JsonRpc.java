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

/** One connection to a client that speaks JSON-RPC, whatever carries its messages. */
public final class JsonRpc {

    /** LSP4J logs whole messages when something is odd about them: conversations and keys would be among them. */
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
     * @param local makes the server, given its client
     * @param out sends a message's JSON; may be called by many threads
     */
    public JsonRpc(Function<OpenLlmClient, OpenLlmServer> local, Consumer<byte[]> out) {
        this.out = out;
        LocalEndpoint receiver = new LocalEndpoint();
        this.endpoint = new RemoteEndpoint(this::send, receiver, RpcErrors::of);
        receiver.server = local.apply(new RemoteClient(endpoint));
    }

    /** For every use of LSP4J: once is enough. */
    public static void quietLibrary() {
        LIBRARY.setLevel(Level.OFF);
    }

    /** Takes a message's JSON. Called by one thread; returns at once, whatever the message asks for. */
    public void receive(byte[] json) {
        reader = Thread.currentThread();
        try {
            Message message = codec.read(json, endpoint);
            initializeGate.received(message);
            endpoint.consume(message);
        } catch (UnreadableMessage unreadable) {
            refuse(unreadable);
        } catch (Throwable fault) {
            // The thread that reads must live: without it nothing is ever answered again.
            InternalErrors.log(fault);
        }
    }

    /** Answers a message that cannot be handled. */
    public void refuse(UnreadableMessage unreadable) {
        send(unreadable.reply());
    }

    /** What is answered at once is written by another thread: the one that reads waits for no client that does not. */
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

    /** What the client's calls and answers hold. */
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

    /** Hands calls to the server, so that nothing it does can harm the thread that reads. */
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
     * The answer to a request as LSP4J waits for it. LSP4J cancels on the thread that reads and under a lock that
     * every request needs; the canceling, and the writing of the answer with it, moves to a thread of its own. It is
     * one of the system's: where there is a single processor, work that never waits keeps every virtual one from it.
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
