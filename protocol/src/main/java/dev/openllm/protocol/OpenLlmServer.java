package dev.openllm.protocol;

import dev.openllm.protocol.access.ListAccessParams;
import dev.openllm.protocol.access.ListAccessResult;
import dev.openllm.protocol.access.RevokeAccessParams;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.chat.CountTokensResult;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.completion.InlineCompletionResult;
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
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
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
 * The requests and notifications that the server handles. A failed request ends with an {@link
 * dev.openllm.protocol.error.OpenLlmException}. The exception's {@link dev.openllm.protocol.error.ErrorInfo} is sent as
 * the {@code data} of the JSON-RPC error.
 *
 * <p>Canceling the returned future ({@code $/cancelRequest} on the wire) stops the request and closes the connection to
 * the provider.
 */
public interface OpenLlmServer {

    /**
     * Initializes the connection. This must be the first request on a connection. It contains the client's identity,
     * capabilities, and settings.
     */
    @JsonRequest("initialize")
    CompletableFuture<InitializeResult> initialize(InitializeParams params);

    /** Cancels all running requests of the client. Afterward, the client can close the connection. */
    @JsonRequest("shutdown")
    CompletableFuture<Empty> shutdown();

    /** Ends the server process (stdio) or closes the connection (WebSocket). */
    @JsonNotification("exit")
    void exit();

    /** Replaces the settings, workspace trust, and open folders sent with {@code initialize}. */
    @JsonNotification("settings/didChange")
    void didChangeSettings(SettingsParams params);

    /**
     * Lists the available models. If {@code refresh} is true, the model lists are requested from the providers again.
     */
    @JsonRequest("models/list")
    CompletableFuture<ListModelsResult> listModels(ListModelsParams params);

    /**
     * Lists the configured providers and their states. If {@code known} is true, the result also contains the built-in
     * providers that can be added.
     */
    @JsonRequest("providers/list")
    CompletableFuture<ListProvidersResult> listProviders(ListProvidersParams params);

    /**
     * Sends a chat request to a model. Events are sent as {@code $/progress} notifications with the {@code
     * progressToken} of the params, in order and before the result. The result contains the finish reason, usage, and
     * timing.
     */
    @JsonRequest("chat/start")
    CompletableFuture<ChatResult> chat(ChatParams params);

    /** Counts the tokens of several strings or messages in one call. */
    @JsonRequest("tokens/count")
    CompletableFuture<CountTokensResult> countTokens(CountTokensParams params);

    /**
     * Returns the embeddings of strings or token IDs, in the order of the inputs. The inputs are sent to the provider
     * in batches. If one batch fails, the request fails with an error that identifies the inputs in that batch.
     */
    @JsonRequest("embeddings/create")
    CompletableFuture<EmbedResult> embed(EmbedParams params);

    /**
     * Completes a document at the cursor. The result contains the complete text to insert. Before the result, each
     * {@code $/progress} notification with the {@code progressToken} of the params contains either a {@code text} event
     * or a {@code notice} event. A {@code text} event contains the lines that the server has accepted since the
     * previous {@code text} event. The lines received so far are always a prefix of the text in the result.
     */
    @JsonRequest("completion/inline")
    CompletableFuture<InlineCompletionResult> completeInline(InlineCompletionParams params);

    /** Checks providers by sending real requests, which providers can bill, and reports which features work. */
    @JsonRequest("doctor/run")
    CompletableFuture<DoctorResult> runDoctor(DoctorParams params);

    /** Returns the state of the server process and the usage by each consumer since the process started. */
    @JsonRequest("status/get")
    CompletableFuture<ServerStatus> status();

    /** Stores an API key for a provider. The key is bound to the origin of the provider's base URL. */
    @JsonRequest("secrets/set")
    CompletableFuture<SecretWhereResult> setSecret(SetSecretParams params);

    /** Deletes a provider's API key from one store or from all writable stores. */
    @JsonRequest("secrets/delete")
    CompletableFuture<SecretWhereResult> deleteSecret(SecretParams params);

    /**
     * Copies a provider's API key from one store to another, together with the origin that the key is bound to. No
     * message contains the key.
     */
    @JsonRequest("secrets/copy")
    CompletableFuture<SecretWhereResult> copySecret(CopySecretParams params);

    /**
     * Reports which store contains the API key that a provider uses, and which stores were searched. The result never
     * contains the key.
     */
    @JsonRequest("secrets/where")
    CompletableFuture<SecretWhereResult> whereSecret(SecretParams params);

    /** Tests a provider's API key by requesting the model list and a few tokens from one model. */
    @JsonRequest("secrets/test")
    CompletableFuture<TestSecretResult> testSecret(TestSecretParams params);

    /**
     * Writes API keys to the secret storage of the client that started the server, so that the user can use the keys as
     * environment variables. Only that client may send this request, and only at the user's request.
     */
    @JsonRequest("secrets/handOver")
    CompletableFuture<HandOverSecretsResult> handOverSecrets(HandOverSecretsParams params);

    /** Returns the effective configuration, with the source of every value. */
    @JsonRequest("config/show")
    CompletableFuture<ConfigShowResult> showConfig(ConfigShowParams params);

    /**
     * Changes one configuration source. In a file, all characters that are not part of the change remain as they are.
     * VS Code settings are written by the client.
     */
    @JsonRequest("config/edit")
    CompletableFuture<ConfigEditResult> editConfig(ConfigEditParams params);

    /**
     * Returns completions for a position in a configuration file that is being edited, and a description of the value
     * at that position.
     */
    @JsonRequest("config/complete")
    CompletableFuture<ConfigCompleteResult> completeConfig(ConfigCompleteParams params);

    /**
     * Copies the configuration from one source to another. Clients use this request to import and export the
     * configuration at the user or workspace level.
     */
    @JsonRequest("config/transfer")
    CompletableFuture<ConfigEditResult> transferConfig(ConfigTransferParams params);

    /** Lists the user's access decisions and the recorded usage. */
    @JsonRequest("access/list")
    CompletableFuture<ListAccessResult> listAccess(ListAccessParams params);

    /**
     * Revokes the user's access decisions for a consumer. On the next request of the consumer, the default access
     * policy applies, which can be to ask the user again.
     */
    @JsonRequest("access/revoke")
    CompletableFuture<ListAccessResult> revokeAccess(RevokeAccessParams params);

    /**
     * Lists the tools of the editor that started the server, as tool definitions that can be used in a chat request.
     */
    @JsonRequest("tools/list")
    CompletableFuture<ListToolsResult> listTools();

    /**
     * Calls a tool of the editor that started the server. If the user does not allow the call, the request fails with
     * the error kind {@code permission}. If the tool itself fails, {@code isError} is true in the result.
     */
    @JsonRequest("tools/call")
    CompletableFuture<CallToolResult> callTool(CallToolParams params);
}
