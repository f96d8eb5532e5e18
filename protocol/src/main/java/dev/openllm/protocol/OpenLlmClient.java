package dev.openllm.protocol;

import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.AskPermissionResult;
import dev.openllm.protocol.access.ConsentParams;
import dev.openllm.protocol.access.ConsentResult;
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
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/**
 * What the server may ask of the client that started it. A request is sent only when the client declared the
 * matching {@link ClientCapabilities}, and never waits longer than its stated limit for the answer.
 */
public interface OpenLlmClient {

    /** An event of a running chat. */
    @JsonNotification("$/progress")
    void progress(ProgressParams params);

    /** The list of models changed: ask for it again. */
    @JsonNotification("models/didChange")
    void modelsChanged();

    /** A provider's state changed. */
    @JsonNotification("status/didChange")
    void statusChanged(StatusParams params);

    /** All problems found in configuration files and settings; replaces what was sent before. */
    @JsonNotification("config/problems")
    void problems(ProblemsParams params);

    /** A line for the client's log. Holds no secrets and no content of conversations. */
    @JsonNotification("log")
    void log(LogParams params);

    /** Reads a value from the client's secret storage; empty when there is none. Waits 10 s at most. */
    @JsonRequest("secretStorage/get")
    CompletableFuture<SecretStorageValue> getSecret(SecretStorageKey key);

    /** Writes a value to the client's secret storage; an empty value deletes it. Waits 10 s at most. */
    @JsonRequest("secretStorage/set")
    CompletableFuture<Empty> putSecret(SecretStorageValue value);

    /**
     * Asks the person whether a key may go to a host it was not stored for. The answer is kept for good when it is
     * yes. Waits 5 min at most; no answer is a no.
     */
    @JsonRequest("secrets/confirmHost")
    CompletableFuture<ConfirmHostResult> confirmHost(ConfirmHostParams params);

    /**
     * Asks the person whether a consumer may use a model. An answer is kept until it is revoked. Waits 5 min at most;
     * without an answer the request is refused, and the next one asks again.
     */
    @JsonRequest("consent/ask")
    CompletableFuture<ConsentResult> askConsent(ConsentParams params);

    /**
     * Asks the person whether a connected program may do something that takes consent. An answer is kept until it is
     * revoked. Waits 5 min at most; without an answer the request is refused, and the next one asks again.
     */
    @JsonRequest("consent/askPermission")
    CompletableFuture<AskPermissionResult> askPermission(AskPermissionParams params);

    /** Writes the client's own settings, and sends {@code settings/didChange} as for any change. Waits 10 s at most. */
    @JsonRequest("settings/update")
    CompletableFuture<SettingsUpdateResult> updateSettings(SettingsUpdateParams params);

    /**
     * Asks for a token of an account of the person. Waits 2 min at most, as the person may have to sign in, and 10 s
     * when it is not interactive; no answer is no token.
     */
    @JsonRequest("auth/token")
    CompletableFuture<AuthTokenResult> authToken(AuthTokenParams params);

    /** The tools of the client that other programs may call. Waits 10 s at most. */
    @JsonRequest("tools/list")
    CompletableFuture<ListToolsResult> listTools();

    /**
     * Calls one of the client's tools; the client asks the person where the tool wants that. Waits as long as the
     * program that asked, whose cancelling is told to the client.
     */
    @JsonRequest("tools/call")
    CompletableFuture<CallToolResult> callTool(CallToolParams params);
}
