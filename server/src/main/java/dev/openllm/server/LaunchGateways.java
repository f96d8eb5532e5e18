package dev.openllm.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListModelsResult;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.cli.session.LaunchGateway;
import dev.openllm.server.completion.Completions;
import dev.openllm.server.embedding.Embeddings;
import dev.openllm.server.gateway.Gateway;
import dev.openllm.server.gateway.GatewayToken;
import dev.openllm.server.gateway.NamedTokens;
import dev.openllm.server.provider.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Provides gateways for the programs that the {@code open-llm launch} command runs. */
final class LaunchGateways {

    private static final int TIMEOUT_MS = 30_000;
    private static final int MAX_RESPONSE_BYTES = 16 << 20;
    private static final Set<String> LOOPBACK_HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private LaunchGateways() {}

    /**
     * Starts a gateway in this process, so that the gateway cannot outlive the launched program, regardless of how the
     * program ends.
     */
    static LaunchGateway start(
            Chats chats,
            Supplier<Embeddings> embeddings,
            Supplier<Completions> completions,
            Providers providers,
            NamedTokens tokens,
            String program) {
        // Omitted request content is reported in response headers, because stderr belongs to the launched program.
        Gateway gateway = Gateway.start(
                chats,
                embeddings,
                completions,
                providers,
                0,
                Optional.of(GatewayToken.generate()),
                tokens,
                message -> {});
        return new Opened(
                "http://127.0.0.1:" + gateway.port(),
                tokens.addForThisProcess(program),
                tokens,
                () -> providers.models(ListModelsParams.ALL),
                gateway::close);
    }

    /**
     * Returns the gateway that is already running at the specified address. The token for this gateway becomes invalid
     * when this process ends, even if the process is killed.
     */
    static LaunchGateway connect(URI address, NamedTokens tokens, String program) {
        if (!"http".equals(address.getScheme())
                || address.getHost() == null
                || !LOOPBACK_HOSTS.contains(address.getHost())) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    address + " is not the address of a gateway on this machine.",
                    "Use an address such as http://127.0.0.1:4141.");
        }
        String baseUrl = "http://" + address.getHost() + ":" + (address.getPort() < 0 ? 80 : address.getPort());
        String token = tokens.addForThisProcess(program);
        return new Opened(baseUrl, token, tokens, () -> models(baseUrl, token), () -> {});
    }

    private record Opened(
            String root, String token, NamedTokens tokens, Supplier<ListModelsResult> lookup, Runnable onClose)
            implements LaunchGateway {

        @Override
        public ListModelsResult models() {
            return lookup.get();
        }

        @Override
        public void close() {
            tokens.revokeRun(token);
            onClose.run();
        }

        /** Returns the address of the gateway, without the token. */
        @Override
        public String toString() {
            return root;
        }
    }

    private static ListModelsResult models(String baseUrl, String token) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(baseUrl + "/v1/models").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            if (connection.getResponseCode() != 200) {
                throw gatewayError(baseUrl, "It does not accept this user's tokens.");
            }
            try (InputStream in = connection.getInputStream()) {
                List<ModelInfo> models = Wire.JSON
                        .readTree(in.readNBytes(MAX_RESPONSE_BYTES))
                        .path("data")
                        .valueStream()
                        .filter(entry -> !entry.path("supports_embeddings").asBoolean())
                        .map(LaunchGateways::model)
                        .toList();
                return new ListModelsResult(
                        models, models.stream().map(ModelInfo::id).findFirst());
            }
        } catch (IOException failed) {
            throw gatewayError(baseUrl, "No gateway responds at this address.");
        }
    }

    private static OpenLlmException gatewayError(String baseUrl, String reason) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "The gateway at " + baseUrl + " cannot be used. " + reason,
                "Start a gateway with `open-llm gateway`, or omit --gateway.");
    }

    private static ModelInfo model(JsonNode entry) {
        String id = entry.path("id").asText();
        String provider = entry.path("owned_by").asText();
        String model = id.startsWith(provider + "/") ? id.substring(provider.length() + 1) : id;
        return new ModelInfo(
                id,
                provider,
                model,
                entry.path("display_name").asText(),
                model,
                new ModelInfo.Limits(
                        entry.path("context_window").asInt(),
                        0,
                        entry.path("max_output_tokens").asInt()),
                new ModelInfo.Capabilities(
                        entry.path("supports_tools").asBoolean(true),
                        entry.path("supports_images").asBoolean(),
                        false,
                        entry.path("supports_reasoning").asBoolean(),
                        List.of(),
                        false,
                        true),
                Optional.empty(),
                Optional.empty(),
                entry.path("limits_assumed").asBoolean() ? Map.of("limits.contextTokens", "assumed") : Map.of());
    }
}
