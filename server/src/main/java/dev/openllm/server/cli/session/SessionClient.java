package dev.openllm.server.cli.session;

import dev.openllm.protocol.Empty;
import dev.openllm.protocol.LogParams;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.ProgressParams;
import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.AskPermissionResult;
import dev.openllm.protocol.access.ConsentParams;
import dev.openllm.protocol.access.ConsentResult;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.config.ConfirmTrustParams;
import dev.openllm.protocol.config.ConfirmTrustResult;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.ProblemsParams;
import dev.openllm.protocol.config.SettingsUpdateParams;
import dev.openllm.protocol.config.SettingsUpdateResult;
import dev.openllm.protocol.model.StatusParams;
import dev.openllm.protocol.secret.AuthTokenParams;
import dev.openllm.protocol.secret.AuthTokenResult;
import dev.openllm.protocol.secret.ConfirmHostParams;
import dev.openllm.protocol.secret.ConfirmHostResult;
import dev.openllm.protocol.secret.SecretStorageKey;
import dev.openllm.protocol.secret.SecretStorageValue;
import dev.openllm.protocol.tool.CallToolParams;
import dev.openllm.protocol.tool.CallToolResult;
import dev.openllm.protocol.tool.ListToolsResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The client that represents a command to its server. It receives chat events, configuration problems, and, if the
 * command exports API keys, the keys.
 */
final class SessionClient implements OpenLlmClient {

    private final Optional<EditorSettings> settings;
    private final Predicate<ConfirmHostParams> hostConfirmation;
    private final boolean storesKeys;
    private volatile Consumer<ChatEvent> events = event -> {};
    private final Map<String, String> exportedKeys = new ConcurrentHashMap<>();
    private final CompletableFuture<List<Problem>> problems = new CompletableFuture<>();

    SessionClient() {
        this(Optional.empty(), question -> false);
    }

    /**
     * @param settings the VS Code settings that the server can write; empty if the command does not use these settings
     * @param hostConfirmation the function that asks the user whether to send an API key to a host to which the key is not bound
     */
    SessionClient(Optional<EditorSettings> settings, Predicate<ConfirmHostParams> hostConfirmation) {
        this(settings, hostConfirmation, false);
    }

    private SessionClient(
            Optional<EditorSettings> settings, Predicate<ConfirmHostParams> hostConfirmation, boolean storesKeys) {
        this.settings = settings;
        this.hostConfirmation = hostConfirmation;
        this.storesKeys = storesKeys;
    }

    /**
     * Creates a client that acts as an in-memory secret store: the server can read the API keys that it has sent to the
     * client.
     */
    static SessionClient storingKeys() {
        return new SessionClient(Optional.empty(), question -> false, true);
    }

    void listen(Consumer<ChatEvent> listener) {
        events = listener;
    }

    /** Returns the problems in the configuration. The server sends them once, after the reply to {@code initialize}. */
    CompletableFuture<List<Problem>> problems() {
        return problems;
    }

    @Override
    public void progress(ProgressParams params) {
        events.accept(params.value());
    }

    @Override
    public void problems(ProblemsParams params) {
        problems.complete(params.problems());
    }

    @Override
    public void modelsChanged() {
        // This notification is ignored because a command requests the models when it needs them.
    }

    @Override
    public void statusChanged(StatusParams params) {
        // This notification is ignored because a command requests the states of the providers when it needs them.
    }

    @Override
    public void log(LogParams params) {
        // Log messages are intended for clients that store them. A command receives failures as errors.
    }

    @Override
    public CompletableFuture<SecretStorageValue> getSecret(SecretStorageKey key) {
        Optional<String> storedKey = storesKeys ? Optional.ofNullable(exportedKeys.get(key.key())) : Optional.empty();
        return CompletableFuture.completedFuture(new SecretStorageValue(key.key(), storedKey));
    }

    @Override
    public CompletableFuture<Empty> putSecret(SecretStorageValue value) {
        value.value().ifPresent(text -> exportedKeys.put(value.key(), text));
        return CompletableFuture.completedFuture(new Empty());
    }

    /** Removes and returns exported API keys. */
    String takeExportedKeys(String entry) {
        return exportedKeys.remove(entry);
    }

    @Override
    public CompletableFuture<ConfirmHostResult> confirmHost(ConfirmHostParams params) {
        return CompletableFuture.completedFuture(new ConfirmHostResult(hostConfirmation.test(params)));
    }

    @Override
    public CompletableFuture<ConfirmTrustResult> confirmTrust(ConfirmTrustParams params) {
        return CompletableFuture.completedFuture(new ConfirmTrustResult(false));
    }

    @Override
    public CompletableFuture<ConsentResult> askConsent(ConsentParams params) {
        return CompletableFuture.completedFuture(new ConsentResult(Optional.empty()));
    }

    @Override
    public CompletableFuture<SettingsUpdateResult> updateSettings(SettingsUpdateParams params) {
        try {
            Optional<Path> backup = settings.orElseThrow().write(params.settings());
            return CompletableFuture.completedFuture(new SettingsUpdateResult(backup.map(Path::toString)));
        } catch (RuntimeException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    @Override
    public CompletableFuture<AuthTokenResult> authToken(AuthTokenParams params) {
        return CompletableFuture.completedFuture(new AuthTokenResult(Optional.empty()));
    }

    @Override
    public CompletableFuture<AskPermissionResult> askPermission(AskPermissionParams params) {
        return CompletableFuture.completedFuture(new AskPermissionResult(Optional.empty()));
    }

    @Override
    public CompletableFuture<ListToolsResult> listTools() {
        return CompletableFuture.completedFuture(new ListToolsResult(List.of()));
    }

    @Override
    public CompletableFuture<CallToolResult> callTool(CallToolParams params) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("no editor tools available"));
    }
}
