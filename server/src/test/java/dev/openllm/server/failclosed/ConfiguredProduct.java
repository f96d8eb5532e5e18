package dev.openllm.server.failclosed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.doctor.DoctorParams;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.server.access.ModelAccess;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.doctor.Doctor;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import dev.openllm.server.gateway.Gateway;
import dev.openllm.server.gateway.NamedTokens;
import dev.openllm.server.http.HostPolicy;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ConfiguredProviders;
import dev.openllm.server.provider.KeysInMemory;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import dev.openllm.server.secret.Secrets;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.FakeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of the product that send requests, with real sockets: one provider that the user configured, and a canary
 * server that receives everything else. The canary is the proxy in the environment variables, through which the
 * built-in addresses are reached, and also the address where a local server is searched for.
 */
final class ConfiguredProduct implements AutoCloseable {

    /** The prompt that must not be sent to any server except the user's provider. */
    static final String PROMPT = "The merger is on Tuesday.";

    final FakeProvider ownProvider = FakeProvider.start();
    final FakeProvider canaryProvider = FakeProvider.start().always("*", request -> FakeAnswer.error(503, "{}"));
    final Path userFile;
    final Path workspaceFile;
    final Path commandLineFile;
    final Path policyFile;
    private final Path home;
    private final Path workspace;
    private final Map<String, String> environment = new HashMap<>();
    private LiveConfig config;
    private OutgoingHttp http;
    private Secrets keys = new KeysInMemory().withKey("openai", "canary-openai");
    private ConfiguredProviders providers;
    private ChatPipeline chats;

    ConfiguredProduct(Path temp) {
        this.home = temp.resolve("home");
        this.workspace = temp.resolve("workspace");
        this.userFile = home.resolve("config.yaml");
        this.workspaceFile = workspace.resolve(".config/openllm/config.yaml");
        this.commandLineFile = temp.resolve("given.yaml");
        this.policyFile = temp.resolve("etc/policy.yaml");
        ownProvider.always("*", ConfiguredProduct::respond);
        String proxy = canaryProvider.uri().toString();
        environment.putAll(Map.of(
                "HTTPS_PROXY", proxy, "HTTP_PROXY", proxy, "OLLAMA_HOST", proxy, "OPENAI_API_KEY", "canary-openai"));
    }

    /** Sets the secret stores from which the product reads API keys. */
    ConfiguredProduct with(Secrets newKeys) {
        keys = newKeys;
        return this;
    }

    ConfiguredProviders providers() {
        return providers;
    }

    ChatPipeline chats() {
        return chats;
    }

    ConfiguredProduct with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Starts the product with the files as they are. */
    ConfiguredProduct start(ObjectNode userSettings, ObjectNode workspaceSettings, boolean trusted) {
        ConfigLocations locations = new ConfigLocations(List.of(home), List.of(policyFile));
        config = Files.exists(commandLineFile)
                ? LiveConfig.ofFile(locations, commandLineFile)
                : LiveConfig.of(locations, environment);
        config.applySettings(new SettingsParams(
                userSettings, workspaceSettings, List.of(workspace.toString()), trusted, NetworkSettings.SYSTEM));
        http = new OutgoingHttp(
                environment,
                config.current().network(),
                (role, host, port) ->
                        config.current().allowedHosts().require(role == HostPolicy.Role.PROXY, host, port),
                warning -> {});
        providers = new ConfiguredProviders(
                config,
                keys,
                http,
                List.of(
                        new OpenAiChatDialect(),
                        new OpenAiResponsesDialect(),
                        new AnthropicDialect(),
                        new GeminiDialect(),
                        new OllamaDialect()),
                new Catalog(),
                environment,
                MicrosoftAccount.NONE);
        chats = new ChatPipeline(
                providers,
                http,
                ModelAccess.OPEN,
                () -> Policies.of(config.current().settings()));
        return this;
    }

    /** Starts the product with only the user's own file. */
    ConfiguredProduct start(String yaml) {
        write(userFile, yaml);
        return start(null, null, true);
    }

    /** Returns the HTTP client that the entire product uses. */
    OutgoingHttp http() {
        return http;
    }

    LiveConfig liveConfig() {
        return config;
    }

    Config config() {
        return config.current();
    }

    /**
     * Sends a prompt to a model.
     *
     * @return the error, or an empty value if the model responded
     */
    Optional<ErrorInfo> chat(String model) {
        return catchError(() -> chats.chat(
                new ChatParams(
                        model,
                        List.of(Message.user(PROMPT)),
                        List.of(),
                        ToolChoice.AUTO,
                        ChatOptions.DEFAULTS,
                        Optional.empty(),
                        Optional.empty()),
                event -> {}));
    }

    Optional<ErrorInfo> countTokens(String model) {
        return catchError(
                () -> chats.countTokens(new CountTokensParams(model, List.of(), List.of(Message.user(PROMPT)))));
    }

    /** Requests the model lists and the statuses of the providers, as an editor does. */
    void listModelsAndProviders() {
        providers.warmUp();
        catchError(() -> providers.models(new ListModelsParams(true, Optional.empty())));
        catchError(() -> providers.providers(new ListProvidersParams(true, true)));
    }

    Optional<ErrorInfo> runDoctor() {
        return catchError(() ->
                new Doctor(providers, chats, "test").run(new DoctorParams(Optional.of("openai"), Optional.empty())));
    }

    Optional<String> defaultModel() {
        return providers.models(ListModelsParams.ALL).defaultModel();
    }

    Gateway startGateway() {
        return Gateway.start(
                chats,
                () -> params -> {
                    throw new AssertionError("no destination is checked with embeddings");
                },
                () -> {
                    throw new AssertionError("no destination is checked with completions");
                },
                providers,
                0,
                Optional.empty(),
                new NamedTokens(Path.of("target", "no-tokens")),
                message -> {});
    }

    /** Returns the requests that contain the prompt and arrived at the user's provider. */
    List<FakeRequest> promptRequests() {
        return ownProvider.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    private static Optional<ErrorInfo> catchError(Runnable action) {
        try {
            action.run();
            return Optional.empty();
        } catch (OpenLlmException failure) {
            return Optional.of(failure.info());
        }
    }

    private static FakeAnswer respond(FakeRequest request) {
        return request.method().equals("GET")
                ? FakeAnswer.json("{\"object\":\"list\",\"data\":[{\"id\":\"listed\"}]}")
                : FakeAnswer.sse(
                        "{\"choices\":[{\"delta\":{\"content\":\"hello\"}}]}",
                        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
                        "[DONE]");
    }

    @Override
    public void close() {
        if (config != null) {
            config.close();
        }
        ownProvider.close();
        canaryProvider.close();
    }
}
