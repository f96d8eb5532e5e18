package dev.openllm.server.rpc;

import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.HandOverSecretsParams;
import dev.openllm.protocol.secret.HandOverSecretsResult;
import dev.openllm.protocol.secret.SecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SetSecretParams;
import dev.openllm.protocol.secret.TestSecretParams;
import dev.openllm.protocol.secret.TestSecretResult;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.doctor.KeyCheck;
import dev.openllm.server.provider.endpoint.KeyPrefixes;
import dev.openllm.server.secret.ClientStorage;
import dev.openllm.server.secret.ExportedKeys;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.secret.SecretQuery;
import java.util.List;
import java.util.Optional;

/** Handles requests about API keys. Only the client that started the server may store, delete, copy, or export keys. */
record SecretRequests(Services services, ClientRole clientRole) {

    SecretWhereResult set(SetSecretParams params) {
        clientRole.require(UserText.of("store API keys"));
        if (params.value() == null || params.value().isBlank()) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("The API key is empty."),
                    UserText.of("Enter the API key, or delete the stored key."));
        }
        SecretQuery query = query(providerOf(params), params.name());
        SecretScope scope = params.scope().orElse(SecretScope.USER);
        services.secrets().set(query, new Secret(params.value().strip()), params.store(), scope);
        return afterChange(query);
    }

    private static String providerOf(SetSecretParams params) {
        if (params.provider() != null && !params.provider().isBlank()) {
            return params.provider();
        }
        return KeyPrefixes.providerOf(params.value().strip())
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.INVALID_REQUEST,
                        UserText.of("No built-in provider uses API keys with this prefix."),
                        UserText.of("Choose the provider first, and then enter its API key.")));
    }

    SecretWhereResult delete(SecretParams params) {
        clientRole.require(UserText.of("delete API keys"));
        SecretQuery query = query(params.provider(), params.name());
        services.secrets().delete(query, params.store(), params.scope().orElse(SecretScope.USER));
        return afterChange(query);
    }

    SecretWhereResult copy(CopySecretParams params) {
        clientRole.require(UserText.of("copy API keys"));
        if (params.from() == null || params.to() == null) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of("To copy an API key, specify both the source and the target store."),
                    UserText.of("The stores are `environment`, `vscode`, `keychain`, and `dotenv`."));
        }
        SecretQuery query = query(params.provider(), params.name());
        services.secrets().copy(query, params);
        return afterChange(query);
    }

    SecretWhereResult where(SecretParams params) {
        return services.secrets().where(query(params.provider(), params.name()));
    }

    TestSecretResult test(TestSecretParams params) {
        SecretQuery query = query(params.provider(), params.name());
        if (clientRole == ClientRole.OWNER) {
            services.secrets().clearDenial(query);
        }
        KeyCheck check = new KeyCheck(
                services.providers(),
                services.chats(),
                model -> services.embeddings()
                        .get()
                        .embed(EmbedParams.of(model, List.of("yes")).forConsumer("doctor")));
        return query.name().isEmpty()
                ? check.run(query, params.model())
                : check.runNamed(query, params.model(), services.secrets()::find);
    }

    HandOverSecretsResult handOver(HandOverSecretsParams params) {
        clientRole.require(UserText.of("read API keys"));
        List<SecretQuery> queries = params.providers().stream().map(this::query).toList();
        return new ExportedKeys(services.secrets(), ClientStorage.backedBy(services.ownerSecretStorage())).put(queries);
    }

    /**
     * Returns the query for an API key. If the name is absent or is the default name, the query is for the provider's
     * default key.
     */
    private SecretQuery query(String provider, Optional<String> name) {
        SecretQuery defaultQuery = query(provider);
        return name.filter(keyName -> !keyName.equals(SecretQuery.DEFAULT_NAME))
                .map(defaultQuery::withName)
                .orElse(defaultQuery);
    }

    private SecretQuery query(String provider) {
        return services.providers().secretQuery(provider == null ? "" : provider);
    }

    /**
     * Starts to check the provider again after a change to its API key, so that its models and status reflect the
     * change. Returns the locations of the key without waiting for the check.
     */
    private SecretWhereResult afterChange(SecretQuery query) {
        Thread.startVirtualThread(() -> {
            try {
                services.providers().models(new ListModelsParams(true, Optional.of(query.provider())));
            } catch (OpenLlmException failed) {
                // The error is shown as the status of the provider.
            }
        });
        return services.secrets().where(query);
    }
}
