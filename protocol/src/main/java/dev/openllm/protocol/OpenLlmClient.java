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
 * The requests and notifications that the server can send to a client. The server sends requests only to the client
 * that started it, and only if that client declared the corresponding {@link ClientCapabilities}. The server waits for
 * the reply to a request for as long as {@link ReplyWithin} specifies.
 */
public interface OpenLlmClient {

    /** Reports an event of a chat or inline completion that is running. */
    @JsonNotification("$/progress")
    void progress(ProgressParams params);

    /** Reports that the model list has changed. The client should request the list again. */
    @JsonNotification("models/didChange")
    void modelsChanged();

    /** Reports that the state of a provider has changed. */
    @JsonNotification("status/didChange")
    void statusChanged(StatusParams params);

    /**
     * Reports all problems detected in configuration files and settings. The reported problems replace all previously
     * reported problems.
     */
    @JsonNotification("config/problems")
    void problems(ProblemsParams params);

    /** Writes a line to the client's log. The line contains no secrets and no conversation content. */
    @JsonNotification("log")
    void log(LogParams params);

    /** Reads a value from the client's secret storage. If the entry does not exist, the result contains no value. */
    @ReplyWithin(seconds = ReplyWithin.LOOKUP)
    @JsonRequest("secretStorage/get")
    CompletableFuture<SecretStorageValue> getSecret(SecretStorageKey key);

    /** Writes a value to the client's secret storage. If the value is absent, the entry is deleted. */
    @ReplyWithin(seconds = ReplyWithin.LOOKUP)
    @JsonRequest("secretStorage/set")
    CompletableFuture<Empty> putSecret(SecretStorageValue value);

    /**
     * Asks the user whether an API key may be sent to a host other than the one that the key was stored for. The user's
     * consent is remembered. If there is no reply, the key is not sent.
     */
    @ReplyWithin(seconds = ReplyWithin.QUESTION)
    @JsonRequest("secrets/confirmHost")
    CompletableFuture<ConfirmHostResult> confirmHost(ConfirmHostParams params);

    /**
     * Asks the user whether a configuration file in a trusted workspace may be used after a change to the file affected
     * where data is sent. Consent is remembered and applies only to the current content of the file. Only clients that
     * set {@code asksForTrust} receive this request.
     */
    @ReplyWithin(seconds = ReplyWithin.QUESTION)
    @JsonRequest("workspace/confirmTrust")
    CompletableFuture<ConfirmTrustResult> confirmTrust(ConfirmTrustParams params);

    /**
     * Asks the user whether a consumer, which is an extension or another program, may use a model. The decision is
     * remembered until it is revoked. If the user does not decide, the consumer's request is refused, and the user is
     * asked again on the next request.
     */
    @ReplyWithin(seconds = ReplyWithin.CONSENT)
    @JsonRequest("consent/ask")
    CompletableFuture<ConsentResult> askConsent(ConsentParams params);

    /**
     * Asks the user whether a connected program may perform an action that requires consent. The decision is remembered
     * until it is revoked, except for {@code destinations}, which requires consent each time. If the user does not
     * decide, the program's request is refused, and the user is asked again on the next request.
     */
    @ReplyWithin(seconds = ReplyWithin.QUESTION)
    @JsonRequest("consent/askPermission")
    CompletableFuture<AskPermissionResult> askPermission(AskPermissionParams params);

    /**
     * Writes settings to the client's own configuration. The client then sends {@code settings/didChange}, as it does
     * after every settings change.
     */
    @ReplyWithin(seconds = ReplyWithin.LOOKUP)
    @JsonRequest("settings/update")
    CompletableFuture<SettingsUpdateResult> updateSettings(SettingsUpdateParams params);

    /**
     * Requests an access token for one of the user's accounts. If the request is interactive, the client can ask the
     * user to sign in. If the request is not interactive, the server uses the shorter time limit for lookups. If the
     * client does not reply in time, the server continues without a token.
     */
    @ReplyWithin(seconds = ReplyWithin.SIGN_IN)
    @JsonRequest("auth/token")
    CompletableFuture<AuthTokenResult> authToken(AuthTokenParams params);

    /** Lists the client's tools that other programs may call. */
    @ReplyWithin(seconds = ReplyWithin.LOOKUP)
    @JsonRequest("tools/list")
    CompletableFuture<ListToolsResult> listTools();

    /**
     * Calls one of the client's tools. If the tool requires confirmation, the client first asks the user. The server
     * waits until the tool returns or the calling program cancels the call. The server forwards a cancellation to the
     * client.
     */
    @JsonRequest("tools/call")
    CompletableFuture<CallToolResult> callTool(CallToolParams params);
}
