package dev.openllm.server.rpc;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.secret.CopySecretParams;
import dev.openllm.protocol.secret.SecretParams;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.protocol.secret.SecretWhereResult;
import dev.openllm.protocol.secret.SetSecretParams;
import dev.openllm.server.provider.KeyPrefixes;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.secret.SecretQuery;
import dev.openllm.server.secret.Secrets;
import java.util.Optional;

/** The requests about keys. Only the client that started the server changes where keys are. */
record SecretRequests(Secrets secrets, Providers providers, Standing standing) {

    SecretWhereResult set(SetSecretParams params) {
        standing.require("store keys");
        if (params.value() == null || params.value().isBlank()) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST, "The key is empty.", "Enter the key, or delete the stored one.");
        }
        SecretQuery query = query(providerOf(params));
        SecretScope scope = params.scope().orElse(SecretScope.USER);
        secrets.set(query, new Secret(params.value().strip()), params.store(), scope);
        return afterChange(query);
    }

    private static String providerOf(SetSecretParams params) {
        if (params.provider() != null && !params.provider().isBlank()) {
            return params.provider();
        }
        return KeyPrefixes.serviceOf(params.value().strip())
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.INVALID_REQUEST,
                        "No known service has keys that begin like this one.",
                        "Choose the provider first, then enter its key."));
    }

    SecretWhereResult delete(SecretParams params) {
        standing.require("delete keys");
        SecretQuery query = query(params.provider());
        secrets.delete(query, params.store(), params.scope().orElse(SecretScope.USER));
        return afterChange(query);
    }

    SecretWhereResult copy(CopySecretParams params) {
        standing.require("copy keys");
        if (params.from() == null || params.to() == null) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    "A key is copied from one store to another, and one of them was not named.",
                    "Name both: environment, vscode, keychain or dotenv.");
        }
        SecretQuery query = query(params.provider());
        secrets.copy(query, params);
        return afterChange(query);
    }

    SecretWhereResult where(SecretParams params) {
        return secrets.where(query(params.provider()));
    }

    private SecretQuery query(String provider) {
        return providers.secretQuery(provider == null ? "" : provider);
    }

    /** Asks the provider again, behind the answer, so that its models and state show what the change did. */
    private SecretWhereResult afterChange(SecretQuery query) {
        Thread.startVirtualThread(() -> {
            try {
                providers.models(new ListModelsParams(true, Optional.of(query.provider())));
            } catch (OpenLlmException failed) {
                // The provider's state tells it.
            }
        });
        return secrets.where(query);
    }
}
