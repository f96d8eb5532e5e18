package dev.openllm.protocol;

import dev.openllm.protocol.access.ListAccessParams;
import dev.openllm.protocol.access.ListAccessResult;
import dev.openllm.protocol.access.RevokeAccessParams;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import dev.openllm.protocol.config.ConfigCompleteParams;
import dev.openllm.protocol.config.ConfigCompleteResult;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigShowResult;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.doctor.DoctorParams;
import dev.openllm.protocol.doctor.DoctorResult;
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
import dev.openllm.protocol.tool.CallToolParams;
import dev.openllm.protocol.tool.CallToolResult;
import dev.openllm.protocol.tool.ListToolsResult;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/**
 * What the server offers. Every request fails with an {@link dev.openllm.protocol.error.OpenLlmException} whose
 * {@link dev.openllm.protocol.error.ErrorInfo} is the {@code data} of the JSON-RPC error.
 *
 * <p>Cancelling the returned future ({@code $/cancelRequest} on the wire) stops the work behind it, the
 * connection to the provider included.
 */
public interface OpenLlmServer {

    /** First request of a connection: who the client is, what it can be asked for, and its settings. */
    @JsonRequest("initialize")
    CompletableFuture<InitializeResult> initialize(InitializeParams params);

    /** Ends all running requests; the connection may be closed afterwards. */
    @JsonRequest("shutdown")
    CompletableFuture<Empty> shutdown();

    /** Ends the process (stdio) or the connection (WebSocket). */
    @JsonNotification("exit")
    void exit();

    /** Replaces the settings, the trust and the folders that {@code initialize} brought. */
    @JsonNotification("settings/didChange")
    void didChangeSettings(SettingsParams params);

    /** The models that can be asked now, from what is known; {@code refresh} asks the providers again. */
    @JsonRequest("models/list")
    CompletableFuture<ListModelsResult> listModels(ListModelsParams params);

    /** The configured providers and their state; with {@code known} also all services that could be added. */
    @JsonRequest("providers/list")
    CompletableFuture<ListProvidersResult> listProviders(ListProvidersParams params);

    /**
     * Asks a model. Events arrive as {@code $/progress} with the token of the params, in order and before the
     * result; finish reason, usage and timing are the result itself.
     */
    @JsonRequest("chat/start")
    CompletableFuture<ChatResult> chat(ChatParams params);

    /** Counts the tokens of many texts or messages in one call. */
    @JsonRequest("tokens/count")
    CompletableFuture<CountTokensResult> countTokens(CountTokensParams params);

    /** Tries out providers with real requests, which cost what such requests cost, and reports what works. */
    @JsonRequest("doctor/run")
    CompletableFuture<DoctorResult> runDoctor(DoctorParams params);

    /** How the server process is, and who used models since it started. */
    @JsonRequest("status/get")
    CompletableFuture<ServerStatus> status();

    /** Stores a provider's key, bound to the origin of the provider's base URL. */
    @JsonRequest("secrets/set")
    CompletableFuture<SecretWhereResult> setSecret(SetSecretParams params);

    /** Deletes a provider's key from one store, or from every store that can be written. */
    @JsonRequest("secrets/delete")
    CompletableFuture<SecretWhereResult> deleteSecret(SecretParams params);

    /** Copies a provider's key from one store to another, with the origin it is bound to; no message holds it. */
    @JsonRequest("secrets/copy")
    CompletableFuture<SecretWhereResult> copySecret(CopySecretParams params);

    /** Says which store answers for a provider and which were tried; never the key. */
    @JsonRequest("secrets/where")
    CompletableFuture<SecretWhereResult> whereSecret(SecretParams params);

    /** Asks the provider with its key: lists its models and has the cheapest of them answer with a few tokens. */
    @JsonRequest("secrets/test")
    CompletableFuture<TestSecretResult> testSecret(TestSecretParams params);

    /**
     * Puts keys into the secret storage of the client that started the server, for the person to use as environment
     * variables. For that client alone, and only when the person asked for it there.
     */
    @JsonRequest("secrets/handOver")
    CompletableFuture<HandOverSecretsResult> handOverSecrets(HandOverSecretsParams params);

    /** The configuration as it counts, with the place every value comes from. */
    @JsonRequest("config/show")
    CompletableFuture<ConfigShowResult> showConfig(ConfigShowParams params);

    /**
     * Changes one of the places that hold configuration. In files everything that the change is not about stays as it
     * is, letter by letter; VS Code's settings are written by the client.
     */
    @JsonRequest("config/edit")
    CompletableFuture<ConfigEditResult> editConfig(ConfigEditParams params);

    /** What may stand at a place in a configuration file that is being edited, and what is said there already. */
    @JsonRequest("config/complete")
    CompletableFuture<ConfigCompleteResult> completeConfig(ConfigCompleteParams params);

    /** Carries the configuration of one place over to another: import and export, either way, at either level. */
    @JsonRequest("config/transfer")
    CompletableFuture<ConfigEditResult> transferConfig(ConfigTransferParams params);

    /** Who may use which model by the person's answers, and who used which. */
    @JsonRequest("access/list")
    CompletableFuture<ListAccessResult> listAccess(ListAccessParams params);

    /** Forgets answers of the person about a consumer: it is asked about again, or the default counts. */
    @JsonRequest("access/revoke")
    CompletableFuture<ListAccessResult> revokeAccess(RevokeAccessParams params);

    /** The tools of the editor that started the server, as a chat takes them. */
    @JsonRequest("tools/list")
    CompletableFuture<ListToolsResult> listTools();

    /**
     * Calls a tool of the editor that started the server. Fails with {@code permission} when the person does not
     * allow it; a tool that ran and failed is a result with {@code isError}.
     */
    @JsonRequest("tools/call")
    CompletableFuture<CallToolResult> callTool(CallToolParams params);
}
