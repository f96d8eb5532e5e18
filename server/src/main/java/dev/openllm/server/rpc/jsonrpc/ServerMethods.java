package dev.openllm.server.rpc.jsonrpc;

import static dev.openllm.server.rpc.jsonrpc.ServerMethod.notification;
import static dev.openllm.server.rpc.jsonrpc.ServerMethod.request;

import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.access.ListAccessParams;
import dev.openllm.protocol.access.RevokeAccessParams;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.completion.InlineCompletionParams;
import dev.openllm.protocol.config.ConfigCompleteParams;
import dev.openllm.protocol.config.ConfigEditParams;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.config.ConfigTransferParams;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.doctor.DoctorParams;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.HandOverSecretsParams;
import dev.openllm.protocol.secret.SecretParams;
import dev.openllm.protocol.secret.SetSecretParams;
import dev.openllm.protocol.secret.TestSecretParams;
import dev.openllm.protocol.tool.CallToolParams;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods of {@link OpenLlmServer}, listed explicitly. LSP4J could determine the methods from the annotations, but
 * it would use reflection and proxies. The AOT cache cannot store these, and they would account for a fifth of the time
 * that an editor waits for {@code initialize}.
 */
public final class ServerMethods {

    static final Map<String, ServerMethod> BY_NAME = Stream.of(
                    request("initialize", InitializeParams.class, OpenLlmServer::initialize),
                    request("shutdown", OpenLlmServer::shutdown),
                    notification("exit", OpenLlmServer::exit),
                    notification("settings/didChange", SettingsParams.class, OpenLlmServer::didChangeSettings),
                    request("models/list", ListModelsParams.class, OpenLlmServer::listModels),
                    request("providers/list", ListProvidersParams.class, OpenLlmServer::listProviders),
                    request("chat/start", ChatParams.class, OpenLlmServer::chat),
                    request("tokens/count", CountTokensParams.class, OpenLlmServer::countTokens),
                    request("embeddings/create", EmbedParams.class, OpenLlmServer::embed),
                    request("completion/inline", InlineCompletionParams.class, OpenLlmServer::completeInline),
                    request("doctor/run", DoctorParams.class, OpenLlmServer::runDoctor),
                    request("status/get", OpenLlmServer::status),
                    request("secrets/set", SetSecretParams.class, OpenLlmServer::setSecret),
                    request("secrets/delete", SecretParams.class, OpenLlmServer::deleteSecret),
                    request("secrets/copy", CopySecretParams.class, OpenLlmServer::copySecret),
                    request("secrets/where", SecretParams.class, OpenLlmServer::whereSecret),
                    request("secrets/test", TestSecretParams.class, OpenLlmServer::testSecret),
                    request("secrets/handOver", HandOverSecretsParams.class, OpenLlmServer::handOverSecrets),
                    request("config/show", ConfigShowParams.class, OpenLlmServer::showConfig),
                    request("config/complete", ConfigCompleteParams.class, OpenLlmServer::completeConfig),
                    request("config/edit", ConfigEditParams.class, OpenLlmServer::editConfig),
                    request("config/transfer", ConfigTransferParams.class, OpenLlmServer::transferConfig),
                    request("access/list", ListAccessParams.class, OpenLlmServer::listAccess),
                    request("access/revoke", RevokeAccessParams.class, OpenLlmServer::revokeAccess),
                    request("tools/list", OpenLlmServer::listTools),
                    request("tools/call", CallToolParams.class, OpenLlmServer::callTool))
            .collect(Collectors.toUnmodifiableMap(ServerMethod::name, Function.identity()));

    private ServerMethods() {}
}
