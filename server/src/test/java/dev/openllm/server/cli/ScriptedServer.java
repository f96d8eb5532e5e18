package dev.openllm.server.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.Empty;
import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.InitializeResult;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.ProgressParams;
import dev.openllm.protocol.access.AccessRule;
import dev.openllm.protocol.access.ListAccessParams;
import dev.openllm.protocol.access.ListAccessResult;
import dev.openllm.protocol.access.RevokeAccessParams;
import dev.openllm.protocol.access.UsageOfDay;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Timing;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
import dev.openllm.protocol.config.ConfigChange;
import dev.openllm.protocol.config.ConfigCompleteParams;
import dev.openllm.protocol.config.ConfigCompleteResult;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.ProblemsParams;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.doctor.DoctorCheck;
import dev.openllm.protocol.doctor.DoctorParams;
import dev.openllm.protocol.doctor.DoctorResult;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ListProvidersResult;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.secret.ConfirmHostParams;
import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.HandOverSecretsParams;
import dev.openllm.protocol.secret.HandOverSecretsResult;
import dev.openllm.protocol.secret.SecretParams;
import dev.openllm.protocol.secret.SecretStorageValue;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SetSecretParams;
import dev.openllm.protocol.secret.TestSecretParams;
import dev.openllm.protocol.secret.TestSecretResult;
import dev.openllm.protocol.status.ServerStatus;
import dev.openllm.protocol.tool.CallToolParams;
import dev.openllm.protocol.tool.CallToolResult;
import dev.openllm.protocol.tool.ListToolsResult;
import dev.openllm.server.cli.session.EditorSettings;
import dev.openllm.server.cli.session.GatewayService;
import dev.openllm.server.cli.session.GatewayTokenStore;
import dev.openllm.server.cli.session.LaunchGateway;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.WebDocuments;
import dev.openllm.server.cli.session.WorkspaceFolders;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** A simulated server with one model, {@code local/small}, that responds to every chat with predefined events. */
public final class ScriptedServer implements OpenLlmServer, Servers {

    final List<GatewayTokenStore.Token> tokens = new ArrayList<>();
    final List<GatewayMode> gatewayModes = new ArrayList<>();
    Optional<RuntimeException> gatewayFailure = Optional.empty();
    final ScriptedGatewayService gatewayService = new ScriptedGatewayService();

    private final List<ChatEvent> events = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private Optional<OpenLlmException> failure = Optional.empty();
    private FinishReason finishReason = FinishReason.STOP;
    private String providerSource = "configuration";
    private IntPredicate completesResponse = chat -> true;
    private boolean respondsOnce;
    private OpenLlmClient client;

    /** The requests that the commands sent. */
    public final List<RepairedUsage> repairedUsage = new ArrayList<>();

    public OptionalInt damagedUsageLines = OptionalInt.empty();
    public final List<ChatParams> chats = new ArrayList<>();
    public final List<EmbedParams> embeds = new ArrayList<>();
    public final List<InlineCompletionParams> completions = new ArrayList<>();

    /** The folder in which chats are stored. By default, the folder does not exist. */
    public Path userFolder = Path.of("target", "no-user-folder").toAbsolutePath();

    public boolean storesChats;

    /** The downloadable documents by address. */
    public final Map<String, WebDocuments.Document> documents = new HashMap<>();

    public final List<ConfigTransferParams> configTransfers = new ArrayList<>();
    public List<ConfigChange> transferChanges = List.of();
    public List<ConfigChange> editChanges = List.of();
    public Optional<EditorSettings> editorSettings = Optional.empty();
    public final ScriptedFolders folders = new ScriptedFolders();
    public final List<CopySecretParams> copiedSecrets = new ArrayList<>();
    public Optional<ErrorInfo> secretRefusal = Optional.empty();
    public Optional<ConfirmHostParams> hostConfirmation = Optional.empty();
    final List<SetSecretParams> storedSecrets = new ArrayList<>();

    /** The results of searching the secret stores for an API key. */
    public List<SecretWhereResult.Tried> triedSecrets = List.of();

    final List<RevokeAccessParams> revokedAccess = new ArrayList<>();
    public final List<ConfigEditParams> configEdits = new ArrayList<>();

    public ScriptedServer respondsWith(ChatEvent... script) {
        events.addAll(List.of(script));
        return this;
    }

    /** Responds to the first chat only, with events as in {@link #respondsWith}; later chats get an empty response. */
    public ScriptedServer respondsOnceWith(ChatEvent... script) {
        respondsOnce = true;
        return respondsWith(script);
    }

    /**
     * Specifies which responses are completed.
     *
     * @param isCompleted whether the response with the given number, starting at 1, is completed; called in the middle
     *     of each response
     */
    public ScriptedServer completesResponsesIf(IntPredicate isCompleted) {
        completesResponse = isCompleted;
        return this;
    }

    public ScriptedServer failsWith(OpenLlmException exception) {
        failure = Optional.of(exception);
        return this;
    }

    public ScriptedServer withFinishReason(FinishReason reason) {
        finishReason = reason;
        return this;
    }

    public ScriptedServer addProblem(Problem problem) {
        problems.add(problem);
        return this;
    }

    public ScriptedServer withProviderSource(String newSource) {
        providerSource = newSource;
        return this;
    }

    @Override
    public OpenLlmServer open(OpenLlmClient commandClient, Optional<Path> configFile) {
        client = commandClient;
        return this;
    }

    @Override
    public Optional<Running> running(
            OpenLlmClient commandClient, InitializeParams initializeParams, Consumer<String> skipped) {
        return Optional.empty();
    }

    @Override
    public EditorSettings editorSettings(ConfigLevel level, Optional<Path> file) {
        return editorSettings.orElseThrow();
    }

    @Override
    public WorkspaceFolders folders() {
        return folders;
    }

    @Override
    public List<RepairedUsage> repairUsage() {
        return repairedUsage;
    }

    @Override
    public GatewayTokenStore gatewayTokens() {
        return new GatewayTokenStore() {
            @Override
            public String add(String name) {
                tokens.add(new Token(name, "2026-05-04T09:30:00Z"));
                return "token-of-" + name;
            }

            @Override
            public List<Token> list() {
                return tokens;
            }

            @Override
            public boolean revoke(String name) {
                return tokens.removeIf(token -> token.name().equals(name));
            }
        };
    }

    /** The address of the gateway that {@code open-llm launch} starts; its token is {@code token-of-this-run}. */
    public String launchGateway = "http://127.0.0.1:9";

    /** The actions of {@code open-llm launch} on its gateways, in chronological order. */
    public final List<String> launchGatewayActions = new ArrayList<>();

    public ListModelsResult gatewayModels = new ListModelsResult(List.of(), Optional.empty());

    @Override
    public LaunchGateway launchGateway(OpenLlmServer server, String program) {
        return launchGateway(URI.create(launchGateway), program);
    }

    @Override
    public LaunchGateway launchGateway(URI address, String program) {
        launchGatewayActions.add("opened for " + program);
        return new LaunchGateway() {
            @Override
            public String root() {
                return address.toString();
            }

            @Override
            public String token() {
                return "token-of-this-run";
            }

            @Override
            public ListModelsResult models() {
                return gatewayModels;
            }

            @Override
            public void close() {
                launchGatewayActions.add("closed");
            }
        };
    }

    @Override
    public Path userFolder() {
        return userFolder;
    }

    @Override
    public boolean storesChats(Optional<Path> configFile) {
        return storesChats;
    }

    @Override
    public WebDocuments web(Optional<Path> configFile) {
        return address -> Optional.ofNullable(documents.get(address.toString()))
                .orElseThrow(() -> new OpenLlmException(ErrorKind.NETWORK, "Cannot fetch " + address + ".", ""));
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public int serveStdio() {
        return 0;
    }

    @Override
    public int serveWebSocket() {
        return 0;
    }

    @Override
    public GatewayService gatewayService() {
        return gatewayService;
    }

    @Override
    public int serveGateway(GatewayMode mode) {
        gatewayModes.add(mode);
        gatewayFailure.ifPresent(failure -> {
            throw failure;
        });
        return 0;
    }

    @Override
    public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
        client.problems(new ProblemsParams(problems));
        return CompletableFuture.completedFuture(new InitializeResult(1, "test", 1));
    }

    @Override
    public CompletableFuture<ChatResult> chat(ChatParams params) {
        chats.add(params);
        String token = params.progressToken().orElseThrow();
        events.forEach(event -> client.progress(new ProgressParams(token, event)));
        if (respondsOnce) {
            events.clear();
        }
        if (!completesResponse.test(chats.size())) {
            return new CompletableFuture<>();
        }
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(failure.get());
        }
        return CompletableFuture.completedFuture(new ChatResult(
                params.model(),
                finishReason,
                "stop",
                new Usage(
                        OptionalLong.of(7),
                        OptionalLong.of(3),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                new Timing(12, OptionalLong.of(5)),
                Optional.empty(),
                OptionalDouble.empty()));
    }

    @Override
    public CompletableFuture<DoctorResult> runDoctor(DoctorParams params) {
        DoctorCheck check =
                new DoctorCheck("local", DoctorCheck.Name.REACH, DoctorCheck.Outcome.PASSED, "It answers.", 3);
        return CompletableFuture.completedFuture(new DoctorResult(List.of(check), "a report"));
    }

    @Override
    public CompletableFuture<ServerStatus> status() {
        return CompletableFuture.completedFuture(new ServerStatus("1.2.3", "25", 1, 1000, 1024, List.of()));
    }

    /** The models that the server lists in addition to its one chat model. */
    public List<ModelInfo> embeddingModels = List.of();

    @Override
    public CompletableFuture<ListModelsResult> listModels(ListModelsParams params) {
        ModelInfo smallModel = new ModelInfo(
                "local/small",
                "local",
                "small",
                "Small",
                "small",
                new ModelInfo.Limits(128_000, 120_000, 8_000),
                new ModelInfo.Capabilities(true, false, false, false, List.of(), false, true),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        boolean listsLocalProvider =
                params.provider().isEmpty() || params.provider().get().equals("local");
        return CompletableFuture.completedFuture(new ListModelsResult(
                listsLocalProvider ? List.of(smallModel) : List.of(),
                Optional.of("local/small"),
                List.of(),
                embeddingModels));
    }

    @Override
    public CompletableFuture<ListProvidersResult> listProviders(ListProvidersParams params) {
        ProviderInfo localProvider = new ProviderInfo(
                "local",
                "Local Server",
                "openai-chat",
                "http://localhost:1234/v1",
                true,
                true,
                true,
                new ProviderStatus(ProviderStatus.State.READY, "Ready · 1 model", Optional.empty()),
                false,
                Optional.empty(),
                List.of(),
                1,
                Optional.empty(),
                Optional.of(providerSource),
                OptionalLong.empty());
        return CompletableFuture.completedFuture(new ListProvidersResult(List.of(localProvider)));
    }

    @Override
    public CompletableFuture<SecretWhereResult> setSecret(SetSecretParams params) {
        storedSecrets.add(params);
        return whereSecret(new SecretParams(params.provider(), params.store(), params.scope()));
    }

    @Override
    public CompletableFuture<ConfigCompleteResult> completeConfig(ConfigCompleteParams params) {
        throw new UnsupportedOperationException("no command completes configuration");
    }

    @Override
    public CompletableFuture<ConfigShowResult> showConfig(ConfigShowParams params) {
        ConfigShowResult.Origin file = new ConfigShowResult.Origin(
                "/home/me/config.yaml", Optional.empty(), Optional.of("/home/me/config.yaml"), 4, 15);
        ConfigShowResult.Origin settings =
                new ConfigShowResult.Origin("VS Code user settings", Optional.empty(), Optional.empty(), 0, 0);
        ConfigShowResult.Value value = new ConfigShowResult.Value(
                List.of("defaultModel"),
                TextNode.valueOf("local/small"),
                file,
                List.of(new ConfigShowResult.Overridden(TextNode.valueOf("local/big"), settings)));
        return CompletableFuture.completedFuture(new ConfigShowResult(List.of(value), null, null));
    }

    @Override
    public CompletableFuture<ConfigEditResult> editConfig(ConfigEditParams params) {
        configEdits.add(params);
        return CompletableFuture.completedFuture(new ConfigEditResult(
                editChanges, Optional.of("/home/me/config.yaml"), Optional.empty(), List.of(), Optional.empty()));
    }

    @Override
    public CompletableFuture<ConfigEditResult> transferConfig(ConfigTransferParams params) {
        configTransfers.add(params);
        return CompletableFuture.completedFuture(
                new ConfigEditResult(transferChanges, Optional.empty(), Optional.empty(), List.of(), Optional.empty()));
    }

    @Override
    public CompletableFuture<SecretWhereResult> copySecret(CopySecretParams params) {
        copiedSecrets.add(params);
        return whereSecret(new SecretParams(params.provider(), Optional.of(params.to()), params.toScope()));
    }

    @Override
    public CompletableFuture<TestSecretResult> testSecret(TestSecretParams params) {
        boolean approved = hostConfirmation
                .filter(confirmation -> client.confirmHost(confirmation).join().agreed())
                .isPresent();
        return CompletableFuture.completedFuture(new TestSecretResult(
                params.provider(),
                Optional.of("the keychain"),
                Optional.of("local/small"),
                secretRefusal.filter(refusal -> !approved)));
    }

    @Override
    public CompletableFuture<HandOverSecretsResult> handOverSecrets(HandOverSecretsParams params) {
        client.putSecret(new SecretStorageValue("entry", Optional.of("{\"LOCAL_KEY\":\"it's-a-canary\"}")));
        return CompletableFuture.completedFuture(new HandOverSecretsResult("entry", List.of()));
    }

    @Override
    public CompletableFuture<SecretWhereResult> deleteSecret(SecretParams params) {
        return whereSecret(params);
    }

    @Override
    public CompletableFuture<SecretWhereResult> whereSecret(SecretParams params) {
        return CompletableFuture.completedFuture(
                new SecretWhereResult(params.provider(), Optional.of("the keychain"), triedSecrets));
    }

    @Override
    public CompletableFuture<ListAccessResult> listAccess(ListAccessParams params) {
        UsageOfDay usage = new UsageOfDay("2026-05-04", "acme.review", "local/small", 3, 1, 1200, 340, 0.0049);
        AccessRule rule =
                new AccessRule("acme.review", Optional.empty(), true, "2026-05-04T09:30:00Z", Optional.empty());
        return CompletableFuture.completedFuture(
                new ListAccessResult(List.of(rule), List.of(usage), damagedUsageLines));
    }

    @Override
    public CompletableFuture<ListAccessResult> revokeAccess(RevokeAccessParams params) {
        revokedAccess.add(params);
        return CompletableFuture.completedFuture(new ListAccessResult(List.of(), List.of()));
    }

    @Override
    public CompletableFuture<ListToolsResult> listTools() {
        return CompletableFuture.completedFuture(new ListToolsResult(List.of()));
    }

    @Override
    public CompletableFuture<CallToolResult> callTool(CallToolParams params) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public CompletableFuture<Empty> shutdown() {
        return CompletableFuture.completedFuture(new Empty());
    }

    @Override
    public void exit() {
        throw new AssertionError("a server in this process must not be told to end it");
    }

    @Override
    public void didChangeSettings(SettingsParams params) {
        throw new AssertionError("a command's settings do not change");
    }

    @Override
    public CompletableFuture<InlineCompletionResult> completeInline(InlineCompletionParams params) {
        completions.add(params);
        return failure.map(CompletableFuture::<InlineCompletionResult>failedFuture)
                .orElseGet(() -> CompletableFuture.completedFuture(new InlineCompletionResult(
                        "a + b;",
                        params.model(),
                        FinishReason.STOP,
                        "stop",
                        Usage.UNKNOWN,
                        new Timing(1, OptionalLong.empty()),
                        OptionalDouble.empty(),
                        Optional.empty())));
    }

    @Override
    public CompletableFuture<EmbedResult> embed(EmbedParams params) {
        embeds.add(params);
        return failure.map(CompletableFuture::<EmbedResult>failedFuture)
                .orElseGet(() -> CompletableFuture.completedFuture(new EmbedResult(
                        params.model(),
                        params.texts().stream()
                                .map(text -> new float[] {text.length(), 0.5f})
                                .toList(),
                        Usage.UNKNOWN,
                        OptionalDouble.empty(),
                        Optional.empty())));
    }

    @Override
    public CompletableFuture<CountTokensResult> countTokens(CountTokensParams params) {
        throw new AssertionError("no command counts tokens");
    }
}
