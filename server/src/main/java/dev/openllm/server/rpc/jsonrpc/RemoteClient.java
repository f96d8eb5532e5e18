package dev.openllm.server.rpc.jsonrpc;

import dev.openllm.protocol.Empty;
import dev.openllm.protocol.LogParams;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.ProgressParams;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.Endpoint;

/**
 * The client at the other end of a connection. Its methods are implemented explicitly instead of with a proxy, for the
 * reason that {@link ServerMethods} describes.
 */
public final class RemoteClient implements OpenLlmClient {

    /** The result type of each request, keyed by method name. */
    static final Map<String, Class<?>> RESULTS = Map.ofEntries(
            Map.entry("secretStorage/get", SecretStorageValue.class),
            Map.entry("secretStorage/set", Empty.class),
            Map.entry("secrets/confirmHost", ConfirmHostResult.class),
            Map.entry("workspace/confirmTrust", ConfirmTrustResult.class),
            Map.entry("consent/ask", ConsentResult.class),
            Map.entry("consent/askPermission", AskPermissionResult.class),
            Map.entry("tools/list", ListToolsResult.class),
            Map.entry("tools/call", CallToolResult.class),
            Map.entry("settings/update", SettingsUpdateResult.class),
            Map.entry("auth/token", AuthTokenResult.class));

    private final Endpoint endpoint;

    RemoteClient(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void progress(ProgressParams params) {
        endpoint.notify("$/progress", params);
    }

    @Override
    public void modelsChanged() {
        endpoint.notify("models/didChange", null);
    }

    @Override
    public void statusChanged(StatusParams params) {
        endpoint.notify("status/didChange", params);
    }

    @Override
    public void problems(ProblemsParams params) {
        endpoint.notify("config/problems", params);
    }

    @Override
    public void log(LogParams params) {
        endpoint.notify("log", params);
    }

    @Override
    public CompletableFuture<SecretStorageValue> getSecret(SecretStorageKey params) {
        return request("secretStorage/get", params);
    }

    @Override
    public CompletableFuture<Empty> putSecret(SecretStorageValue params) {
        return request("secretStorage/set", params);
    }

    @Override
    public CompletableFuture<ConfirmHostResult> confirmHost(ConfirmHostParams params) {
        return request("secrets/confirmHost", params);
    }

    @Override
    public CompletableFuture<ConfirmTrustResult> confirmTrust(ConfirmTrustParams params) {
        return request("workspace/confirmTrust", params);
    }

    @Override
    public CompletableFuture<ConsentResult> askConsent(ConsentParams params) {
        return request("consent/ask", params);
    }

    @Override
    public CompletableFuture<AskPermissionResult> askPermission(AskPermissionParams params) {
        return request("consent/askPermission", params);
    }

    @Override
    public CompletableFuture<SettingsUpdateResult> updateSettings(SettingsUpdateParams params) {
        return request("settings/update", params);
    }

    @Override
    public CompletableFuture<AuthTokenResult> authToken(AuthTokenParams params) {
        return request("auth/token", params);
    }

    @Override
    public CompletableFuture<ListToolsResult> listTools() {
        return request("tools/list", null);
    }

    @Override
    public CompletableFuture<CallToolResult> callTool(CallToolParams params) {
        return request("tools/call", params);
    }

    /**
     * Sends a request. The returned future was created by LSP4J, so canceling it also cancels the request in the
     * client.
     */
    @SuppressWarnings("unchecked") // the result has the class that RESULTS specifies
    private <R> CompletableFuture<R> request(String method, Object params) {
        return (CompletableFuture<R>) endpoint.request(method, params);
    }
}
