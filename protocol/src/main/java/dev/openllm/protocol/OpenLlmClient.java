package dev.openllm.protocol;

import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.AskPermissionResult;
import dev.openllm.protocol.access.ConsentParams;
import dev.openllm.protocol.access.ConsentResult;
import dev.openllm.protocol.config.ConfirmTrustParams;
import dev.openllm.protocol.config.ConfirmTrustResult;
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
 * What the server may request from the client that started it. A request is sent only if the client declared the
 * matching {@link ClientCapabilities}. The server waits for the reply for the time that {@link ReplyWithin} specifies.
 */
public interface OpenLlmClient {

    /** An event in a running chat or inline completion. */
    @JsonNotification("$/progress")
    void progress(ProgressParams params);

    /** The list of models changed; the client should request it again. */
    @JsonNotification("models/didChange")
    void modelsChanged();

    /** A provider's state changed. */
    @JsonNotification("status/didChange")
    void statusChanged(StatusParams params);

    /** All problems found in configuration files and settings. Replaces all problems sent before. */
    @JsonNotification("config/problems")
    void problems(ProblemsParams params);

    /** A line for the client's log. Contains no secrets and no conversation content. */
    @JsonNotification("log")
    void log(LogParams params);

    /** Reads a value from the client's secret storage; the result is empty if there is none. */
    @ReplyWithin(seconds = ReplyWithin.LOOKUP)
    @JsonRequest("secretStorage/get")
    CompletableFuture<SecretStorageValue> getSecret(SecretStorageKey key);

    /** Writes a value to the client's secret storage; an empty value deletes it. */
    @ReplyWithin(seconds = ReplyWithin.LOOKUP)
    @JsonRequest("secretStorage/set")
    CompletableFuture<Empty> putSecret(SecretStorageValue value);

    /**
     * Asks the user whether a key may be sent to a host that it was not stored for. Consent is remembered; no reply
     * means no.
     */
    @ReplyWithin(seconds = ReplyWithin.QUESTION)
    @JsonRequest("secrets/confirmHost")
    CompletableFuture<ConfirmHostResult> confirmHost(ConfirmHostParams params);

    /**
     * Asks the user whether a file of a trusted workspace may be used although it changed where data is sent. Consent
     * is remembered for this content of the file. Only clients that set {@code asksForTrust} receive this request.
     */
    @ReplyWithin(seconds = ReplyWithin.QUESTION)
    @JsonRequest("workspace/confirmTrust")
    CompletableFuture<ConfirmTrustResult> confirmTrust(ConfirmTrustParams params);

    /**
     * Asks the user whether a consumer may use a model. The decision is remembered until it is revoked. Without a
     * decision, the request is refused, and the next request asks again.
     */
    @ReplyWithin(seconds = ReplyWithin.CONSENT)
    @JsonRequest("consent/ask")
    CompletableFuture<ConsentResult> askConsent(ConsentParams params);

    /**
     * Asks the user whether a connected program may perform an action that requires consent. The decision is remembered
     * until it is revoked, except for {@code destinations}, which requires consent each time. Without a decision, the
     * request is refused, and the next request asks again.
     */
    @ReplyWithin(seconds = ReplyWithin.QUESTION)
    @JsonRequest("consent/askPermission")
    CompletableFuture<AskPermissionResult> askPermission(AskPermissionParams params);

    /** Writes the client's own settings. The client then sends {@code settings/didChange}, as after any change. */
    @ReplyWithin(seconds = ReplyWithin.LOOKUP)
    @JsonRequest("settings/update")
    CompletableFuture<SettingsUpdateResult> updateSettings(SettingsUpdateParams params);

    /**
     * Requests an access token for one of the user's accounts. If the request is interactive, the user may have to sign
     * in; otherwise, the server waits only as long as for a lookup. No reply means that there is no token.
     */
    @ReplyWithin(seconds = ReplyWithin.SIGN_IN)
    @JsonRequest("auth/token")
    CompletableFuture<AuthTokenResult> authToken(AuthTokenParams params);

    /** Lists the client's tools that other programs may call. */
    @ReplyWithin(seconds = ReplyWithin.LOOKUP)
    @JsonRequest("tools/list")
    CompletableFuture<ListToolsResult> listTools();

    /**
     * Calls one of the client's tools. The client first asks the user if the tool requires confirmation. The server
     * waits until the tool returns or the calling program cancels the call, and forwards the cancellation to the
     * client.
     */
    @JsonRequest("tools/call")
    CompletableFuture<CallToolResult> callTool(CallToolParams params);
}
