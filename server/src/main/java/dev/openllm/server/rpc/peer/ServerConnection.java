package dev.openllm.server.rpc.peer;

import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.rpc.jsonrpc.InternalErrors;
import dev.openllm.server.rpc.jsonrpc.JsonRpc;
import dev.openllm.server.rpc.jsonrpc.MessageCodec;
import dev.openllm.server.rpc.jsonrpc.MethodTypes;
import dev.openllm.server.rpc.jsonrpc.RpcErrors;
import dev.openllm.server.rpc.jsonrpc.UnreadableMessage;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;

/** A connection to a server that is running in another process. This process is the server's peer. */
final class ServerConnection implements AutoCloseable {

    /**
     * The interval between pings, in seconds. The connection is closed if the server does not reply for one and a half
     * intervals.
     */
    private static final int PING_SECONDS = 20;

    private final MessageCodec codec = new MessageCodec(new ClientSide());
    private final Socket socket;
    private final RemoteEndpoint endpoint;
    private final Set<Answer> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isDisconnected;

    /**
     * The executor that handles received messages. Handling a message can block, for example while a client that prints
     * a response waits for another program to read the output. Because messages are handled on this executor, pings are
     * still answered during this time.
     */
    private final ExecutorService deliveryExecutor = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("from-server").factory());

    private ServerConnection(PublishedServer server, OpenLlmClient client, Duration timeout) {
        JsonRpc.disableLibraryLogging();
        this.socket = new Socket(server, timeout);
        this.endpoint = new RemoteEndpoint(this::send, ServiceEndpoints.toEndpoint(client), RpcErrors::of);
    }

    /**
     * Connects to a server.
     *
     * @param timeout the time limit for establishing the connection
     * @throws IOException if the server cannot be reached in time or rejects the connection
     */
    static ServerConnection open(PublishedServer server, OpenLlmClient client, Duration timeout) throws IOException {
        ServerConnection connection = new ServerConnection(server, client, timeout);
        try {
            if (connection.socket.connectBlocking(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return connection;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        connection.close();
        throw new IOException("not connected");
    }

    /**
     * Returns a proxy for the server. If the connection ends before the server replies to a request, the request fails.
     */
    OpenLlmServer server() {
        return ServiceEndpoints.toServiceObject(
                new Endpoint() {
                    @Override
                    public CompletableFuture<?> request(String method, Object params) {
                        return ServerConnection.this.request(method, params);
                    }

                    @Override
                    public void notify(String method, Object params) {
                        endpoint.notify(method, params);
                    }
                },
                OpenLlmServer.class);
    }

    private Answer request(String method, Object params) {
        Answer answer = new Answer(endpoint.request(method, params));
        open.add(answer);
        answer.whenComplete((result, failure) -> open.remove(answer));
        if (isDisconnected) {
            answer.completeExceptionally(connectionClosed());
        }
        return answer;
    }

    private void send(Message message) {
        try {
            socket.send(new String(codec.write(message), StandardCharsets.UTF_8));
        } catch (WebsocketNotConnectedException ended) {
            deliver(this::failPending);
        }
    }

    private void receive(String json) {
        try {
            endpoint.consume(codec.read(json.getBytes(StandardCharsets.UTF_8), endpoint));
        } catch (UnreadableMessage unknown) {
            // A newer server can send an event type that this version does not support. The request still ends with a
            // reply.
        } catch (RuntimeException fault) {
            InternalErrors.log(fault);
        }
    }

    private void failPending() {
        isDisconnected = true;
        open.forEach(answer -> answer.completeExceptionally(connectionClosed()));
    }

    private static OpenLlmException connectionClosed() {
        return new OpenLlmException(
                ErrorKind.NETWORK,
                UserText.of("The running server closed the connection."),
                UserText.of("Try again, or use --own to start a separate server for the command."));
    }

    @Override
    public void close() {
        socket.close();
    }

    /** Runs an action after all previously submitted actions. */
    private void deliver(Runnable work) {
        try {
            deliveryExecutor.execute(work);
        } catch (RejectedExecutionException closed) {
            // The connection was closed, and no caller is waiting for the result.
        }
    }

    /** The underlying WebSocket. */
    private final class Socket extends WebSocketClient {

        Socket(PublishedServer server, Duration timeout) {
            super(
                    URI.create("ws://127.0.0.1:" + server.port() + "/"),
                    new Draft_6455(List.of(), List.of(new Protocol(PeerServer.SUBPROTOCOL))),
                    Map.of("Authorization", "Bearer " + server.token()),
                    (int) timeout.toMillis());
            setDaemon(true);
            setTcpNoDelay(true);
            setConnectionLostTimeout(PING_SECONDS);
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            // No action is needed, because `connectBlocking` now returns.
        }

        @Override
        public void onMessage(String json) {
            deliver(() -> receive(json));
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            deliver(ServerConnection.this::failPending);
            deliveryExecutor.shutdown();
        }

        @Override
        public void onError(Exception failure) {
            // No action is needed, because the connection is closed afterward.
        }
    }

    /**
     * The types of the messages that the server sends, determined from the annotations. Reading the annotations takes
     * time, but a command does not have to start as fast as a server that an editor starts.
     */
    private static final class ClientSide implements MethodTypes {

        private final Map<String, JsonRpcMethod> clientMethods =
                ServiceEndpoints.getSupportedMethods(OpenLlmClient.class);
        private final Map<String, JsonRpcMethod> serverMethods =
                ServiceEndpoints.getSupportedMethods(OpenLlmServer.class);

        @Override
        public Class<?> params(String name) {
            JsonRpcMethod method = clientMethods.get(name);
            return method == null || method.getParameterTypes().length == 0
                    ? null
                    : asClass(method.getParameterTypes()[0]);
        }

        @Override
        public Class<?> result(String name) {
            JsonRpcMethod method = serverMethods.get(name);
            return method == null ? null : asClass(method.getReturnType());
        }

        private static Class<?> asClass(Type type) {
            return type instanceof Class<?> rawClass ? rawClass : null;
        }
    }

    /** A pending reply. Canceling it also cancels the request in the server. */
    private static final class Answer extends CompletableFuture<Object> {

        private final CompletableFuture<?> request;

        Answer(CompletableFuture<?> request) {
            this.request = request;
            request.whenComplete((result, failure) -> {
                switch (failure) {
                    case null -> complete(result);
                    case ResponseErrorException refused ->
                        completeExceptionally(RpcErrors.toException(refused.getResponseError()));
                    default -> completeExceptionally(connectionClosed());
                }
            });
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean canceled = super.cancel(mayInterruptIfRunning);
            if (canceled) {
                request.cancel(mayInterruptIfRunning);
            }
            return canceled;
        }
    }
}
