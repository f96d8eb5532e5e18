package dev.openllm.server.rpc;

import dev.openllm.protocol.Empty;
import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.InitializeResult;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.ProgressParams;
import dev.openllm.protocol.access.ListAccessParams;
import dev.openllm.protocol.access.ListAccessResult;
import dev.openllm.protocol.access.PeerPermission;
import dev.openllm.protocol.access.RevokeAccessParams;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.protocol.config.ConfigCompleteParams;
import dev.openllm.protocol.config.ConfigCompleteResult;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.config.ProblemsParams;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.doctor.DoctorParams;
import dev.openllm.protocol.doctor.DoctorResult;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ListProvidersResult;
import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.HandOverSecretsParams;
import dev.openllm.protocol.secret.HandOverSecretsResult;
import dev.openllm.protocol.secret.SecretParams;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SetSecretParams;
import dev.openllm.protocol.secret.TestSecretParams;
import dev.openllm.protocol.secret.TestSecretResult;
import dev.openllm.protocol.status.ServerStatus;
import dev.openllm.protocol.text.UserText;
import dev.openllm.protocol.tool.CallToolParams;
import dev.openllm.protocol.tool.CallToolResult;
import dev.openllm.protocol.tool.ListToolsResult;
import dev.openllm.server.chat.doctor.Doctor;
import dev.openllm.server.config.ConfigCompletion;
import dev.openllm.server.provider.ProviderNames;
import dev.openllm.server.rpc.jsonrpc.InternalErrors;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The server endpoint for one client, which is either connected or running in the same process. Every method returns
 * immediately, and the work is done on virtual threads.
 */
public final class ServerEndpoint implements OpenLlmServer, AutoCloseable {

    private static final Executor VIRTUAL_EXECUTOR = Executors.newVirtualThreadPerTaskExecutor();

    private final String version;
    private final CompletableFuture<Services> services;
    private final OpenLlmClient client;
    private final ClientRole clientRole;
    private final ConnectionControl connection;
    private final RunningRequests running = new RunningRequests();
    private volatile String clientName = "unknown";
    private volatile CompletableFuture<Void> settingsApplied = CompletableFuture.completedFuture(null);

    public ServerEndpoint(
            Services services, OpenLlmClient client, ClientRole clientRole, ConnectionControl connection) {
        this(services.version(), CompletableFuture.completedFuture(services), client, clientRole, connection);
    }

    /**
     * @param services the services, which can still be under construction; the reply to {@code initialize} does not
     *     require them
     */
    ServerEndpoint(
            String version,
            CompletableFuture<Services> services,
            OpenLlmClient client,
            ClientRole clientRole,
            ConnectionControl connection) {
        this.version = version;
        this.services = services;
        this.client = client;
        this.clientRole = clientRole;
        this.connection = connection;
    }

    @Override
    public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
        clientName = params.clientName();
        params.processId().ifPresent(connection::endWith);
        CompletableFuture<InitializeResult> result = new CompletableFuture<>();
        CompletableFuture<Void> attached = result.thenRunAsync(() -> attachClient(params), VIRTUAL_EXECUTOR);
        if (clientRole == ClientRole.OWNER) {
            settingsApplied = attached;
        }
        attached.thenRunAsync(this::warmUp, VIRTUAL_EXECUTOR);
        VIRTUAL_EXECUTOR.execute(() -> result.complete(new InitializeResult(
                InitializeResult.PROTOCOL_VERSION,
                version,
                ProcessHandle.current().pid())));
        return result;
    }

    private void attachClient(InitializeParams params) {
        if (params.capabilities().progress()) {
            services().clientNotifier().join(client);
        }
        if (clientRole == ClientRole.OWNER) {
            if (params.capabilities().secretStorage()) {
                services().ownerSecretStorage().attach(client);
            }
            services().ownerClient().attach(client, params.capabilities());
            if (params.capabilities().tools()) {
                services().ownerTools().attach(client);
            }
            apply(params.settings(), params.capabilities().progress());
        }
    }

    /**
     * Looks up models and loads data that the client will probably need. This work starts only after all current
     * requests of the client have ended, so that it does not delay them.
     */
    private void warmUp() {
        running.awaitPresent();
        services().warmUp().run();
    }

    private Services services() {
        return services.join();
    }

    @Override
    public void didChangeSettings(SettingsParams params) {
        if (clientRole != ClientRole.OWNER) {
            return; // a peer's settings do not apply to the server
        }
        settingsApplied = settingsApplied.thenRunAsync(() -> apply(params, false), VIRTUAL_EXECUTOR);
    }

    private void apply(SettingsParams settings, boolean reportProblems) {
        try {
            services().config().applySettings(settings);
            if (reportProblems) {
                client.problems(new ProblemsParams(services().config().current().problems()));
            }
        } catch (RuntimeException fault) {
            InternalErrors.log(fault); // requests continue to use the previous settings
        }
    }

    @Override
    public CompletableFuture<Empty> shutdown() {
        running.cancel();
        return CompletableFuture.completedFuture(new Empty());
    }

    @Override
    public void exit() {
        connection.end();
    }

    @Override
    public CompletableFuture<ListModelsResult> listModels(ListModelsParams params) {
        return start("models/list", request -> services().providers().models(params));
    }

    @Override
    public CompletableFuture<ListProvidersResult> listProviders(ListProvidersParams params) {
        return start("providers/list", request -> services().providers().providers(params));
    }

    @Override
    public CompletableFuture<DoctorResult> runDoctor(DoctorParams params) {
        return start(
                "doctor/run",
                request -> new Doctor(
                                services().providers(),
                                services().chats(),
                                version,
                                services().config().current().allowedHosts().descriptions())
                        .run(params));
    }

    @Override
    public CompletableFuture<ServerStatus> status() {
        return start(
                "status/get",
                request -> ProcessInfo.status(version, services().access().session()));
    }

    @Override
    public CompletableFuture<ChatResult> chat(ChatParams params) {
        ChatParams effectiveParams =
                clientRole == ClientRole.OWNER && params.consumer().isPresent()
                        ? params
                        : params.forConsumer(clientRole.consumer(clientName));
        return start(
                "chat/start",
                request -> services().chats().chat(effectiveParams, events(params.progressToken(), request)));
    }

    private Consumer<ChatEvent> events(Optional<String> token, RunningRequest<?> request) {
        return token.isEmpty()
                ? event -> {}
                : event -> request.sendEvent(() -> client.progress(new ProgressParams(token.get(), event)));
    }

    @Override
    public CompletableFuture<CountTokensResult> countTokens(CountTokensParams params) {
        return start("tokens/count", request -> services().chats().countTokens(params));
    }

    @Override
    public CompletableFuture<EmbedResult> embed(EmbedParams params) {
        EmbedParams effectiveParams =
                clientRole == ClientRole.OWNER && params.consumer().isPresent()
                        ? params
                        : params.forConsumer(clientRole.consumer(clientName));
        return start(
                "embeddings/create", request -> services().embeddings().get().embed(effectiveParams));
    }

    @Override
    public CompletableFuture<InlineCompletionResult> completeInline(InlineCompletionParams params) {
        InlineCompletionParams effectiveParams =
                clientRole == ClientRole.OWNER && params.consumer().isPresent()
                        ? params
                        : params.forConsumer(clientRole.consumer(clientName));
        return start(
                "completion/inline",
                request -> services()
                        .completions()
                        .get()
                        .complete(effectiveParams, events(params.progressToken(), request)));
    }

    @Override
    public CompletableFuture<SecretWhereResult> setSecret(SetSecretParams params) {
        return start("secrets/set", request -> secrets().set(params));
    }

    @Override
    public CompletableFuture<SecretWhereResult> deleteSecret(SecretParams params) {
        return start("secrets/delete", request -> secrets().delete(params));
    }

    @Override
    public CompletableFuture<SecretWhereResult> copySecret(CopySecretParams params) {
        return start("secrets/copy", request -> secrets().copy(params));
    }

    @Override
    public CompletableFuture<SecretWhereResult> whereSecret(SecretParams params) {
        return start("secrets/where", request -> secrets().where(params));
    }

    @Override
    public CompletableFuture<TestSecretResult> testSecret(TestSecretParams params) {
        return start("secrets/test", request -> secrets().test(params));
    }

    @Override
    public CompletableFuture<HandOverSecretsResult> handOverSecrets(HandOverSecretsParams params) {
        return start("secrets/handOver", request -> secrets().handOver(params));
    }

    private SecretRequests secrets() {
        return new SecretRequests(services(), clientRole);
    }

    @Override
    public CompletableFuture<ConfigShowResult> showConfig(ConfigShowParams params) {
        return start("config/show", request -> config().show(params));
    }

    @Override
    public CompletableFuture<ConfigCompleteResult> completeConfig(ConfigCompleteParams params) {
        return start(
                "config/complete",
                request -> new ConfigCompletion(new ProviderNames(services().providers())).complete(params));
    }

    @Override
    public CompletableFuture<ConfigEditResult> editConfig(ConfigEditParams params) {
        return start("config/edit", request -> config().edit(params));
    }

    @Override
    public CompletableFuture<ConfigEditResult> transferConfig(ConfigTransferParams params) {
        return start("config/transfer", request -> config().transfer(params));
    }

    private ConfigRequests config() {
        return new ConfigRequests(services().configEditing(), services().access(), clientRole, clientName);
    }

    @Override
    public CompletableFuture<ListAccessResult> listAccess(ListAccessParams params) {
        return start(
                "access/list", request -> services().access().list(params.days().orElse(1)));
    }

    @Override
    public CompletableFuture<ListAccessResult> revokeAccess(RevokeAccessParams params) {
        return start("access/revoke", request -> {
            clientRole.require(UserText.of("change access to models"));
            return services().access().revoke(params.consumer(), params.model());
        });
    }

    @Override
    public CompletableFuture<ListToolsResult> listTools() {
        return start("tools/list", request -> services().ownerTools().list());
    }

    @Override
    public CompletableFuture<CallToolResult> callTool(CallToolParams params) {
        return start("tools/call", request -> {
            if (clientRole == ClientRole.PEER) {
                services().access().requirePermission(clientName, PeerPermission.TOOLS);
            }
            return services().ownerTools().call(params);
        });
    }

    /** Starts the work of a request, after applying the settings that the client sent before the request. */
    private <T> CompletableFuture<T> start(String name, RunningRequest.Work<T> work) {
        CompletableFuture<Void> applied = settingsApplied;
        return running.start(name, request -> {
            applied.get();
            return work.execute(request);
        });
    }

    /** Returns whether any request from this client is running. */
    public boolean isBusy() {
        return running.isBusy();
    }

    /** Cancels the client's requests after the client has disconnected. */
    @Override
    public void close() {
        running.cancel();
        services.thenAccept(attached -> {
            attached.clientNotifier().leave(client);
            attached.ownerSecretStorage().detach(client);
            attached.ownerClient().detach(client);
            attached.ownerTools().detach(client);
        });
    }
}
