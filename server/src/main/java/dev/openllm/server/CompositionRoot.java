package dev.openllm.server;

import dev.openllm.protocol.LogParams;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.server.access.Access;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.completion.CompletionPipeline;
import dev.openllm.server.completion.Completions;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.edit.ConfigEditor;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import dev.openllm.server.embedding.EmbeddingPipeline;
import dev.openllm.server.embedding.Embeddings;
import dev.openllm.server.file.HomeFolder;
import dev.openllm.server.http.HostPolicy;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ConfiguredProviders;
import dev.openllm.server.provider.endpoint.BuiltInProviders;
import dev.openllm.server.rpc.ChangedWorkspaces;
import dev.openllm.server.rpc.ClientNotifier;
import dev.openllm.server.rpc.OwnerClient;
import dev.openllm.server.rpc.OwnerSecretStorage;
import dev.openllm.server.rpc.OwnerTools;
import dev.openllm.server.rpc.Services;
import dev.openllm.server.secret.ClientStorage;
import dev.openllm.server.secret.DotenvSecrets;
import dev.openllm.server.secret.EnvironmentSecrets;
import dev.openllm.server.secret.HostApprovalPrompt;
import dev.openllm.server.secret.KeyHostBindings;
import dev.openllm.server.secret.KeyNames;
import dev.openllm.server.secret.KeychainSecrets;
import dev.openllm.server.secret.SecretChain;
import dev.openllm.server.secret.SecretSource;
import dev.openllm.server.secret.Secrets;
import dev.openllm.server.secret.VsCodeSecrets;
import dev.openllm.server.secret.Workspace;
import dev.openllm.server.secret.command.CommandSecrets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The composition root: creates and connects all components manually, in one place.
 *
 * @param config the configuration that all components use
 */
record CompositionRoot(
        LiveConfig config,
        OutgoingHttp http,
        Secrets secrets,
        OwnerSecretStorage ownerSecretStorage,
        OwnerClient ownerClient,
        ConfiguredProviders providers,
        Access access,
        ProviderQueues queues,
        Chats chats,
        Once<Completions> completionsOnce,
        ClientNotifier clientNotifier) {

    /** The version of the program, which is read from the manifest of the JAR file. */
    static final String VERSION = Optional.ofNullable(
                    CompositionRoot.class.getPackage().getImplementationVersion())
            .orElse("development");

    private static final List<Dialect> DIALECTS = List.of(
            new OpenAiChatDialect(),
            new OpenAiResponsesDialect(),
            new AnthropicDialect(),
            new GeminiDialect(),
            new OllamaDialect());

    /**
     * Creates a composition root for a command. The configuration file in the current folder is used if the user trusts
     * the file.
     */
    static CompositionRoot ofCurrentFolder() {
        prepare();
        List<String> folders = CurrentFolder.ofThisProcess().open().map(Path::toString).stream()
                .toList();
        return of(LiveConfig.of(
                ConfigLocations.ofThisMachine(),
                new SettingsParams(null, null, folders, false, NetworkSettings.SYSTEM)));
    }

    /** Loads data that every request requires, on a separate thread while the configuration is being read. */
    static void prepare() {
        Thread.ofPlatform().daemon().name("prepare").start(() -> {
            BuiltInProviders.all();
            ZoneId.systemDefault(); // Reads the time zone database, which the usage record requires.
        });
    }

    static CompositionRoot of(LiveConfig config) {
        Map<String, String> environment = System.getenv();
        CompletableFuture<ClientNotifier> notifierFuture = new CompletableFuture<>();
        OutgoingHttp http = new OutgoingHttp(
                environment,
                config.current().network(),
                (role, host, port) ->
                        config.current().allowedHosts().require(role == HostPolicy.Role.PROXY, host, port),
                warning -> notifierFuture.thenAccept(notifier -> notifier.log(LogParams.Level.WARNING, warning)));
        config.onChange(changed -> {
            if (changed.fault().isEmpty()) { // an invalid configuration must not affect running requests
                http.applySettings(changed.network());
            }
        });
        OwnerSecretStorage ownerSecretStorage = new OwnerSecretStorage();
        OwnerClient ownerClient = new OwnerClient();
        Secrets secrets = secrets(config, environment, ownerSecretStorage, ownerClient);
        ConfiguredProviders providers =
                new ConfiguredProviders(config, secrets, http, DIALECTS, new Catalog(), environment, ownerClient);
        ClientNotifier clientNotifier = new ClientNotifier(providers, config);
        new ChangedWorkspaces(config, ownerClient, CurrentFolder::describe).follow();
        notifierFuture.complete(clientNotifier);
        Access access = new Access(
                ConfigLocations.ofThisMachine().userFolder(),
                () -> config.current().settings(),
                ownerClient);
        // The hook also runs if the process is interrupted, so the usage of the last chats is recorded in this case as
        // well.
        Runtime.getRuntime().addShutdownHook(new Thread(access::close));
        ProviderQueues queues = new ProviderQueues();
        ChatPipeline chats = new ChatPipeline(
                providers, http, access, () -> Policies.of(config.current().settings()), queues);
        return new CompositionRoot(
                config,
                http,
                secrets,
                ownerSecretStorage,
                ownerClient,
                providers,
                access,
                queues,
                chats,
                new Once<>(() -> new CompletionPipeline(
                        chats,
                        providers,
                        http,
                        access,
                        () -> Optional.ofNullable(config.current().settings().get("completion.model")),
                        () -> Policies.of(config.current().settings()),
                        queues)),
                clientNotifier);
    }

    private static Secrets secrets(
            LiveConfig config,
            Map<String, String> environment,
            OwnerSecretStorage ownerSecretStorage,
            HostApprovalPrompt approvalPrompt) {
        Path userFolder = ConfigLocations.ofThisMachine().userFolder();
        KeyHostBindings keyHostBindings = new KeyHostBindings(userFolder);
        List<SecretSource> sources = List.of(
                new CommandSecrets(environment, HomeFolder.of(environment), keyHostBindings),
                new EnvironmentSecrets(environment, keyHostBindings),
                new VsCodeSecrets(ClientStorage.backedBy(ownerSecretStorage), config::folders, keyHostBindings),
                new KeychainSecrets(System.getProperty("os.name"), userFolder, config::folders, keyHostBindings),
                new DotenvSecrets(
                        userFolder, () -> new Workspace(config.folders(), config.isTrusted()), keyHostBindings));
        return new SecretChain(
                sources,
                () -> config.current().settings(),
                keyHostBindings,
                approvalPrompt,
                KeyNames.ofFolder(userFolder));
    }

    Embeddings embeddings() {
        return new EmbeddingPipeline(
                providers, http, access, () -> Policies.of(config.current().settings()), queues);
    }

    /**
     * Returns the completion service. Every call returns the same instance, which remembers the features that the
     * providers do not support.
     */
    Completions completions() {
        return completionsOnce.get();
    }

    /**
     * Returns the services for a client that remains connected. Local providers and model lists are looked up in
     * advance.
     */
    Services services() {
        return services(() -> {
            StaleTemporaryFiles.sweep(ConfigLocations.ofThisMachine().userFolder());
            StaleTemporaryFiles.sweep(config.folders());
            providers.warmUp();
            if (usesRemoteProviders()) {
                http.warmUpTrust();
            }
        });
    }

    private boolean usesRemoteProviders() {
        return config.current().providers().stream()
                .anyMatch(provider -> !provider.apiBase().orElse("https:").startsWith("http:"));
    }

    /** Returns the services for a single command, which requests only what it needs. */
    Services servicesForCommand() {
        return services(() -> {
            StaleTemporaryFiles.sweep(config.folders());
            if (usesRemoteProviders()) {
                http.warmUp();
            }
        });
    }

    private Services services(Runnable warmUp) {
        return new Services(
                chats,
                this::embeddings,
                this::completions,
                access,
                providers,
                config,
                new ConfigEditor(config, ownerClient),
                secrets,
                ownerSecretStorage,
                ownerClient,
                new OwnerTools(),
                clientNotifier,
                warmUp,
                VERSION);
    }
}
