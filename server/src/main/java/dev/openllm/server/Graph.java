package dev.openllm.server;

import dev.openllm.protocol.LogParams;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.server.access.Access;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.config.ConfigEditor;
import dev.openllm.server.config.ConfigPlaces;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.anthropicmessages.AnthropicMessages;
import dev.openllm.server.dialect.gemini.Gemini;
import dev.openllm.server.dialect.ollamachat.OllamaChat;
import dev.openllm.server.dialect.openaichat.OpenAiChat;
import dev.openllm.server.dialect.openairesponses.OpenAiResponses;
import dev.openllm.server.http.OutgoingHttp;
import dev.openllm.server.provider.ConfiguredProviders;
import dev.openllm.server.rpc.Announcements;
import dev.openllm.server.rpc.OwnerQuestions;
import dev.openllm.server.rpc.OwnerStorage;
import dev.openllm.server.rpc.OwnerTools;
import dev.openllm.server.rpc.Services;
import dev.openllm.server.secret.BondQuestion;
import dev.openllm.server.secret.Bonds;
import dev.openllm.server.secret.ClientStorage;
import dev.openllm.server.secret.DotenvSecrets;
import dev.openllm.server.secret.EnvironmentSecrets;
import dev.openllm.server.secret.KeychainSecrets;
import dev.openllm.server.secret.SecretChain;
import dev.openllm.server.secret.SecretSource;
import dev.openllm.server.secret.Secrets;
import dev.openllm.server.secret.VsCodeSecrets;
import dev.openllm.server.secret.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The composition root: which part is given which others, by hand and in one place.
 *
 * @param config what everything else is configured by
 */
record Graph(
        LiveConfig config,
        OutgoingHttp http,
        Secrets secrets,
        OwnerStorage ownerStorage,
        OwnerQuestions ownerQuestions,
        ConfiguredProviders providers,
        Access access,
        Chats chats,
        Announcements announcements) {

    /** From the manifest of the jar. */
    static final String VERSION =
            Optional.ofNullable(Graph.class.getPackage().getImplementationVersion()).orElse("development");

    private static final List<Dialect> DIALECTS = List.of(
            new OpenAiChat(), new OpenAiResponses(), new AnthropicMessages(), new Gemini(), new OllamaChat());

    /** With the files of the folder it was started in, as other commands; what they name is not trusted. */
    static Graph ofThisFolder() {
        LiveConfig config = LiveConfig.of(ConfigPlaces.ofThisMachine());
        config.use(new SettingsParams(
                null, null, List.of(Path.of("").toAbsolutePath().toString()), false, NetworkSettings.SYSTEM));
        return of(config);
    }

    static Graph of(LiveConfig config) {
        Map<String, String> environment = System.getenv();
        CompletableFuture<Announcements> announcing = new CompletableFuture<>();
        OutgoingHttp http = new OutgoingHttp(
                environment,
                config.current().network(),
                warning -> announcing.thenAccept(log -> log.log(LogParams.Level.WARNING, warning)));
        config.onChange(changed -> http.use(changed.network()));
        OwnerStorage ownerStorage = new OwnerStorage();
        OwnerQuestions ownerQuestions = new OwnerQuestions();
        Secrets secrets = secrets(config, environment, ownerStorage, ownerQuestions);
        ConfiguredProviders providers =
                new ConfiguredProviders(config, secrets, http, DIALECTS, new Catalog(), environment, ownerQuestions);
        Announcements announcements = new Announcements(providers, config);
        announcing.complete(announcements);
        Access access = new Access(
                ConfigPlaces.ofThisMachine().userFolder(), () -> config.current().settings(), ownerQuestions);
        // However the process ends, the record of its last chats is written.
        Runtime.getRuntime().addShutdownHook(new Thread(access::close));
        return new Graph(
                config,
                http,
                secrets,
                ownerStorage,
                ownerQuestions,
                providers,
                access,
                new ChatPipeline(
                        providers, http, access, () -> Policies.of(config.current().settings())),
                announcements);
    }

    private static Secrets secrets(
            LiveConfig config, Map<String, String> environment, OwnerStorage ownerStorage, BondQuestion question) {
        Path userFolder = ConfigPlaces.ofThisMachine().userFolder();
        Bonds bonds = new Bonds(userFolder);
        List<SecretSource> chain = List.of(
                new EnvironmentSecrets(environment, bonds),
                new VsCodeSecrets(ClientStorage.over(ownerStorage), config::folders, bonds),
                new KeychainSecrets(System.getProperty("os.name"), userFolder, config::folders, bonds),
                new DotenvSecrets(userFolder, () -> new Workspace(config.folders(), config.trusted()), bonds));
        return new SecretChain(chain, () -> config.current().settings(), bonds, question);
    }

    /** For a client that stays: local servers and model lists are looked up before they are asked for. */
    Services services() {
        return services(() -> {
            providers.warm();
            if (asksTheInternet()) {
                http.warmTrust();
            }
        });
    }

    private boolean asksTheInternet() {
        return config.current().providers().stream()
                .anyMatch(provider -> !provider.apiBase().orElse("https:").startsWith("http:"));
    }

    /** For one command, which asks for what it needs and nothing else. */
    Services servicesForOneCommand() {
        return services(http::warm);
    }

    private Services services(Runnable warmUp) {
        return new Services(
                chats,
                access,
                providers,
                config,
                new ConfigEditor(config, ownerQuestions),
                secrets,
                ownerStorage,
                ownerQuestions,
                new OwnerTools(),
                announcements,
                warmUp,
                VERSION);
    }
}
