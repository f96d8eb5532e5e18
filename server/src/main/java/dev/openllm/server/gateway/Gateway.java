package dev.openllm.server.gateway;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.completion.Completions;
import dev.openllm.server.embedding.Embeddings;
import dev.openllm.server.gateway.api.Api;
import dev.openllm.server.gateway.http.HttpReply;
import dev.openllm.server.gateway.http.HttpRequest;
import dev.openllm.server.gateway.http.HttpServer;
import dev.openllm.server.provider.Providers;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The gateway, an HTTP server that makes the configured models available through the OpenAI, Anthropic, Ollama, and
 * Gemini APIs.
 */
public final class Gateway implements AutoCloseable {

    private static final ErrorInfo NO_TOKEN = ErrorInfo.of(ErrorKind.AUTH, "The gateway token is missing or incorrect.")
            .withHint("Use the gateway token as the API key. `open-llm gateway` prints its location.");

    private final Operations operations;
    private final Optional<String> token;
    private final NamedTokens namedTokens;
    private Listener door;
    private Optional<Listener> ollamaDoor = Optional.empty();

    private Gateway(Operations operations, Optional<String> token, NamedTokens namedTokens) {
        this.operations = operations;
        this.token = token;
        this.namedTokens = namedTokens;
    }

    /**
     * Starts the gateway on loopback.
     *
     * @param embeddings a supplier that creates the {@link Embeddings} at first use
     * @param completions a supplier that creates the {@link Completions} at first use
     * @param port the port, or 0 for any free port
     * @param token the token that clients must send as their API key; empty if no token is required
     * @param namedTokens the named tokens that clients can send instead
     * @param log a callback that receives each distinct notice about omitted request content
     * @throws OpenLlmException of kind {@code config} if the port is in use
     */
    public static Gateway start(
            Chats chats,
            Supplier<Embeddings> embeddings,
            Supplier<Completions> completions,
            Providers providers,
            int port,
            Optional<String> token,
            NamedTokens namedTokens,
            Consumer<String> log) {
        return start(chats, embeddings, completions, providers, ListenOptions.loopback(port), token, namedTokens, log);
    }

    /** Starts the gateway with the specified {@link ListenOptions}. */
    public static Gateway start(
            Chats chats,
            Supplier<Embeddings> embeddings,
            Supplier<Completions> completions,
            Providers providers,
            ListenOptions listen,
            Optional<String> token,
            NamedTokens namedTokens,
            Consumer<String> log) {
        return start(chats, embeddings, completions, providers, listen, token, namedTokens, StreamTimes.DEFAULT, log);
    }

    static Gateway start(
            Chats chats,
            Supplier<Embeddings> embeddings,
            Supplier<Completions> completions,
            Providers providers,
            ListenOptions listen,
            Optional<String> token,
            NamedTokens namedTokens,
            StreamTimes times,
            Consumer<String> log) {
        if (listen.allInterfaces() && token.isEmpty()) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    "The gateway listens beyond this machine only with a token.",
                    "Set OPENLLM_GATEWAY_TOKEN_FILE to a file that contains one.");
        }
        Gateway gateway =
                new Gateway(new Operations(chats, embeddings, completions, providers, times, log), token, namedTokens);
        gateway.door = gateway.new Listener(new GatewayGuard(token, namedTokens, listen.allowedClients()), false);
        gateway.door.open(listen.port(), listen.allInterfaces());
        return gateway;
    }

    /**
     * Opens a second port on loopback for clients that use the Ollama API and cannot send a token. Requests from web
     * pages are always rejected on this port. Requests without a token are attributed to a separate consumer.
     *
     * @param port the port, or 0 for any free port
     * @return the port that was opened
     * @throws OpenLlmException of kind {@code config} if the port is in use
     */
    public int openOllamaPort(int port) {
        Listener opened = new Listener(GatewayGuard.ofOllamaPort(token, namedTokens), true);
        opened.open(port, false);
        ollamaDoor = Optional.of(opened);
        return opened.port;
    }

    /**
     * A port on which the gateway listens. A request is accepted or rejected based on its head, before memory is
     * allocated for its body.
     */
    private final class Listener implements HttpServer.Handler {

        private final GatewayGuard guard;
        private final boolean forOllama;
        private HttpServer server;
        /**
         * The port number, or -1 until the port is open. While the value is -1, no {@code Host} header is recognized as
         * a name of this machine.
         */
        private volatile int port = -1;

        Listener(GatewayGuard guard, boolean forOllama) {
            this.guard = guard;
            this.forOllama = forOllama;
        }

        void open(int requestedPort, boolean allInterfaces) {
            server = HttpServer.start(requestedPort, allInterfaces, this);
            port = server.port();
        }

        @Override
        public HttpServer.Admission admit(HttpRequest head, HttpReply reply) {
            HttpRequest canonical = canonical(head);
            Optional<ErrorInfo> refusal = refusal(canonical);
            if (refusal.isPresent()) {
                if (!guard.isForeign(canonical, port)) {
                    CrossOrigin.addHeaders(canonical, reply);
                }
                Replies.sendFailure(reply, api(canonical), refusal.get());
                return HttpServer.Admission.REFUSED;
            }
            return isHealth(canonical) || CrossOrigin.isPreflight(canonical)
                    ? HttpServer.Admission.ANONYMOUS
                    : HttpServer.Admission.KNOWN;
        }

        private Optional<ErrorInfo> refusal(HttpRequest head) {
            if (guard.isForeign(head, port)) {
                return Optional.of(ErrorInfo.of(
                        ErrorKind.PERMISSION,
                        "Requests from web pages and requests for other host names are refused."));
            }
            return isHealth(head)
                            || CrossOrigin.isPreflight(head)
                            || guard.consumer(head).isPresent()
                    ? Optional.empty()
                    : Optional.of(NO_TOKEN);
        }

        @Override
        public void handle(HttpRequest original, HttpReply reply) {
            CrossOrigin.addHeaders(original, reply);
            if (CrossOrigin.isPreflight(original)) {
                CrossOrigin.respondToPreflight(original, reply);
                return;
            }
            HttpRequest request = canonical(original);
            Api api = api(request);
            try {
                // Check the token again, because it might have been revoked while the body was being read.
                String consumer = isHealth(request)
                        ? GatewayGuard.CONSUMER
                        : guard.consumer(request).orElseThrow(() -> new OpenLlmException(NO_TOKEN));
                Optional<Paths.Match> match = Paths.find(request.method(), request.path())
                        .filter(found -> !forOllama || found.operation().isOnOllamaPort());
                if (match.isPresent()) {
                    operations.run(match.get(), request.withoutParameter("key"), reply, consumer);
                } else {
                    sendNotFound(request, api, reply);
                }
            } catch (OpenLlmException failed) {
                Replies.sendFailure(reply, api, failed.info());
            } catch (UncheckedIOException gone) {
                throw gone;
            } catch (Throwable fault) {
                // Every request must receive a response. The response does not include the exception message, which can
                // contain conversation text.
                Replies.sendFailure(
                        reply,
                        api,
                        ErrorInfo.of(
                                ErrorKind.INTERNAL,
                                "Internal error in Open LLM Provider ("
                                        + fault.getClass().getSimpleName() + ")."));
            }
        }
    }

    /**
     * Normalizes the path of the request. Only the Gemini API accepts an API key in the query, so a key in the query is
     * removed from requests to all other APIs.
     */
    private static HttpRequest canonical(HttpRequest head) {
        boolean google = !head.header(GatewayGuard.GOOGLE_KEY_HEADER).isEmpty();
        String path = Paths.canonical(head.path(), google);
        HttpRequest canonical = head.withPath(path);
        return Surface.of(path) == Surface.GEMINI ? canonical : canonical.withoutParameter("key");
    }

    private static boolean isHealth(HttpRequest request) {
        return request.path().equals("/healthz") && request.method().equals("GET");
    }

    private Api api(HttpRequest request) {
        return operations.api(Surface.of(request.path()));
    }

    private static void sendNotFound(HttpRequest request, Api api, HttpReply reply) {
        ErrorInfo error = ErrorInfo.of(
                ErrorKind.INVALID_REQUEST, "There is no " + request.method() + " " + request.path() + " here.");
        String methods = Paths.methods(request.path());
        if (methods.isEmpty()) {
            Replies.sendError(reply, 404, api, error);
        } else {
            Replies.sendMethodNotAllowed(reply, api, error, methods);
        }
    }

    public int port() {
        return door.port;
    }

    /**
     * Stops accepting connections, waits for the requests in progress, and cancels the requests that are still running
     * after the specified time.
     */
    public void close(Duration timeout) {
        ollamaDoor.ifPresent(opened -> opened.server.drain(timeout));
        door.server.drain(timeout);
        close();
    }

    @Override
    public void close() {
        ollamaDoor.ifPresent(opened -> opened.server.close());
        door.server.close();
        operations.close();
    }
}
