package dev.openllm.server.rpc;

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
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ListProvidersResult;
import dev.openllm.protocol.model.StatusParams;
import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.access.Access;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ConfigSource;
import dev.openllm.server.config.edit.ConfigEditing;
import dev.openllm.server.config.edit.DestinationApproval;
import dev.openllm.server.config.edit.DestinationChange;
import dev.openllm.server.provider.ProviderHealth;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel;
import dev.openllm.server.provider.endpoint.ChatSigner;
import dev.openllm.server.secret.Lookup;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.secret.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** The services that requests depend on, with a chat that the test controls. */
public final class TestServices implements Chats, Providers, ProviderHealth, ConfigSource, ConfigEditing, Secrets {

    public static final ChatResult CHAT_RESULT = new ChatResult(
            "test/model",
            FinishReason.STOP,
            "stop",
            Usage.UNKNOWN,
            new Timing(1, OptionalLong.empty()),
            Optional.empty(),
            OptionalDouble.empty());

    public volatile BiFunction<ChatParams, Consumer<ChatEvent>, ChatResult> chat = (params, sink) -> CHAT_RESULT;
    public volatile Function<EmbedParams, EmbedResult> embed = params -> {
        throw new UnsupportedOperationException();
    };
    public volatile BiFunction<InlineCompletionParams, Consumer<ChatEvent>, InlineCompletionResult> complete =
            (params, sink) -> {
                throw new UnsupportedOperationException();
            };
    public volatile Consumer<SettingsParams> onSettings = settings -> {};
    volatile Config config = Config.EMPTY;
    volatile List<DestinationChange> destinations = List.of();
    private volatile DestinationApproval approval = changes -> {};
    public volatile Path decisionsFolder = Path.of("target", "nothing-remembered");
    public volatile ConfigShowResult configShowResult = new ConfigShowResult(null, null, null);
    volatile Runnable warmUp = () -> {};
    final List<CopySecretParams> copiedSecrets = new CopyOnWriteArrayList<>();
    final List<String> clearedDenials = new CopyOnWriteArrayList<>();
    public final Map<String, Secret> storedSecrets = new ConcurrentHashMap<>();
    final List<Runnable> modelListeners = new CopyOnWriteArrayList<>();
    final List<Consumer<StatusParams>> statusListeners = new CopyOnWriteArrayList<>();
    final List<Consumer<Config>> configListeners = new CopyOnWriteArrayList<>();
    public final OwnerSecretStorage ownerSecretStorage = new OwnerSecretStorage();
    final OwnerClient ownerClient = new OwnerClient();

    public Services services() {
        return new Services(
                this,
                () -> params -> embed.apply(params),
                () -> (params, sink) -> complete.apply(params, sink),
                new Access(decisionsFolder, Map::of, ownerClient),
                this,
                this,
                this,
                this,
                ownerSecretStorage,
                ownerClient,
                new OwnerTools(),
                new ClientNotifier(this, this),
                () -> warmUp.run(),
                "1.2.3");
    }

    @Override
    public ConfigEditing withApproval(DestinationApproval newApproval) {
        approval = newApproval;
        return this;
    }

    @Override
    public ConfigShowResult show(ConfigShowParams params) {
        return configShowResult;
    }

    @Override
    public ConfigEditResult edit(ConfigEditParams params) {
        if (!destinations.isEmpty()) {
            approval.require(destinations);
        }
        return new ConfigEditResult(null, null, null, null, null);
    }

    @Override
    public ConfigEditResult transfer(ConfigTransferParams params) {
        return new ConfigEditResult(null, null, null, null, null);
    }

    @Override
    public ChatResult chat(ChatParams params, Consumer<ChatEvent> sink) {
        return chat.apply(params, sink);
    }

    @Override
    public CountTokensResult countTokens(CountTokensParams params) {
        return new CountTokensResult(params.texts().stream().map(String::length).toList(), false);
    }

    @Override
    public ListModelsResult models(ListModelsParams params) {
        return new ListModelsResult(List.of(), Optional.empty());
    }

    @Override
    public ListProvidersResult providers(ListProvidersParams params) {
        return new ListProvidersResult(List.of());
    }

    @Override
    public ResolvedModel resolve(String model) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SecretQuery secretQuery(String provider) {
        return new SecretQuery(provider, List.of(), "https://" + provider + ".test", false);
    }

    @Override
    public ChatSigner signer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProviderHealth health() {
        return this;
    }

    @Override
    public void report(StatusParams status) {}

    @Override
    public void onModelsChanged(Runnable listener) {
        modelListeners.add(listener);
    }

    @Override
    public void onStatusChanged(Consumer<StatusParams> listener) {
        statusListeners.add(listener);
    }

    @Override
    public Config current() {
        return config;
    }

    @Override
    public void applySettings(SettingsParams settings) {
        onSettings.accept(settings);
    }

    @Override
    public void onChange(Consumer<Config> listener) {
        configListeners.add(listener);
    }

    @Override
    public Optional<Lookup.Found> find(SecretQuery query) {
        return Optional.ofNullable(storedSecrets.get(query.provider()))
                .map(secret -> new Lookup.Found(secret, UserText.verbatim("test")));
    }

    @Override
    public SecretWhereResult where(SecretQuery query) {
        return new SecretWhereResult(
                query.provider(), find(query).map(found -> found.location().english()), List.of());
    }

    @Override
    public SecretStore set(SecretQuery query, Secret value, Optional<SecretStore> store, SecretScope scope) {
        storedSecrets.put(query.provider(), value);
        return SecretStore.DOTENV;
    }

    @Override
    public void clearDenial(SecretQuery query) {
        clearedDenials.add(query.provider());
    }

    @Override
    public void copy(SecretQuery query, CopySecretParams params) {
        copiedSecrets.add(params);
    }

    @Override
    public void delete(SecretQuery query, Optional<SecretStore> store, SecretScope scope) {
        storedSecrets.remove(query.provider());
    }
}
