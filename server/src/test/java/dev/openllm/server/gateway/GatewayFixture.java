package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.ResponseObserver;
import dev.openllm.server.completion.Completions;
import dev.openllm.server.completion.FillParams;
import dev.openllm.server.embedding.Embeddings;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A running gateway with scripted chat responses, and an HTTP client for it. */
public final class GatewayFixture implements AutoCloseable {

    public static final String TOKEN = "test-token";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static final Supplier<Embeddings> NO_EMBEDDINGS = () -> params -> {
        throw new AssertionError("nobody asks for embeddings");
    };

    static final Supplier<Completions> NO_COMPLETIONS = () -> {
        throw new AssertionError("nobody asks for completions");
    };

    /** Responds to completion requests. */
    public volatile BiFunction<FillParams, Consumer<ChatEvent>, ChatResult> completionHandler = (params, events) -> {
        throw new AssertionError("nobody asks for completions");
    };

    /** Responds to embedding requests. */
    public volatile Function<EmbedParams, EmbedResult> embeddingHandler =
            params -> NO_EMBEDDINGS.get().embed(params);

    public final ScriptedChats chats = new ScriptedChats();
    private final Path folder = temporaryFolder();
    /** The named gateway tokens. */
    public final NamedTokens tokens = new NamedTokens(folder);

    /** The messages that the gateway logged. */
    public final List<String> log = new CopyOnWriteArrayList<>();

    private final Gateway gateway;

    public GatewayFixture() {
        this(StreamTimes.DEFAULT);
    }

    GatewayFixture(StreamTimes times) {
        this(times, ListenOptions.loopback(0));
    }

    GatewayFixture(StreamTimes times, ListenOptions listen) {
        gateway = Gateway.start(
                chats,
                () -> params -> embeddingHandler.apply(params),
                this::completions,
                testProviders(),
                listen,
                Optional.of(TOKEN),
                tokens,
                times,
                log::add);
    }

    private Completions completions() {
        return new Completions() {
            @Override
            public ChatResult fill(FillParams params, Consumer<ChatEvent> events, ResponseObserver observer) {
                return completionHandler.apply(params, events);
            }

            @Override
            public InlineCompletionResult complete(InlineCompletionParams params, Consumer<ChatEvent> events) {
                throw new AssertionError("the gateway completes no documents");
            }
        };
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("gateway-test");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Providers testProviders() {
        return testProviders(Map.of());
    }

    static Providers testProviders(Map<String, String> aliases) {
        ModelInfo model = new ModelInfo(
                "test/some/model",
                "test",
                "some/model",
                "Some Model",
                "model",
                new ModelInfo.Limits(1000, 900, 100),
                new ModelInfo.Capabilities(true, true, false, false, List.of(), false, true),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        ModelInfo embedder = new ModelInfo(
                "test/embedder",
                "test",
                "embedder",
                "Embedder",
                "embedder",
                new ModelInfo.Limits(256, 256, 0),
                new ModelInfo.Capabilities(false, false, false, false, List.of(), false, false),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ModelInfo.Embedding(OptionalInt.of(384), OptionalInt.of(256))));
        ListModelsResult models = new ListModelsResult(List.of(model), Optional.empty(), List.of(), List.of(embedder));
        return (Providers) Proxy.newProxyInstance(
                Providers.class.getClassLoader(), new Class<?>[] {Providers.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("models")) {
                        return models;
                    }
                    if (method.getName().equals("aliases")) {
                        return aliases;
                    }
                    if (method.getName().equals("resolve")) {
                        return resolve((String) arguments[0], model);
                    }
                    if (method.getName().equals("resolveEmbedding")) {
                        return List.of(embedder.id(), embedder.model()).contains(arguments[0])
                                ? new ResolvedModel.Echo(embedder)
                                : resolve((String) arguments[0], model);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Resolves a model by its ID, its ID without the provider, or an alias. */
    private static ResolvedModel resolve(String name, ModelInfo model) {
        if (List.of(model.id(), model.model(), "nick").contains(name)) {
            return new ResolvedModel.Echo(model);
        }
        throw new OpenLlmException(ErrorKind.MODEL_NOT_FOUND, "There is no model " + name + ".");
    }

    public int port() {
        return gateway.port();
    }

    /**
     * Opens the port for Ollama clients.
     *
     * @return the port
     */
    int openOllamaPort() {
        return openOllamaPort(0);
    }

    int openOllamaPort(int port) {
        return gateway.openOllamaPort(port);
    }

    public HttpResponse<String> delete(String path) {
        return send(requestBuilder(path)
                .header("Authorization", "Bearer " + TOKEN)
                .DELETE()
                .build());
    }

    public HttpResponse<String> get(String path) {
        return send(requestBuilder(path)
                .header("Authorization", "Bearer " + TOKEN)
                .GET()
                .build());
    }

    /** Sends a POST request. The JSON is written with single quotes. */
    public HttpResponse<String> post(String path, String json) {
        return postRaw(path, json.replace('\'', '"'));
    }

    public HttpResponse<String> postRaw(String path, String json) {
        return send(requestBuilder(path)
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    public JsonNode postJson(String path, String json) {
        return json(post(path, json).body());
    }

    public HttpRequest.Builder requestBuilder(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Returns everything that the gateway sends in response to this text until it closes the connection. */
    public String sendRaw(String request) {
        try (Socket socket = open(request)) {
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public Socket open(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Returns the data of the events in a stream, each parsed as JSON. */
    public List<JsonNode> events(HttpResponse<String> response) {
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> json(line.substring(6)))
                .toList();
    }

    public static JsonNode json(String text) {
        try {
            return Wire.JSON.readTree(text);
        } catch (IOException malformed) {
            throw new IllegalStateException(text, malformed);
        }
    }

    @Override
    public void close() {
        gateway.close();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
