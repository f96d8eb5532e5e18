package dev.openllm.server.provider;

import dev.openllm.server.http.HttpSender;
import dev.openllm.server.provider.entra.MicrosoftTokens;
import dev.openllm.server.secret.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * Microsoft Entra ID instead of a key, for Azure only. A token opens every resource the signer may use, so none is sent
 * to an address that came with a workspace.
 */
final class AzureTokens {

    /** Quirk of a provider: {@code managed-identity} signs in as this machine, {@code none} never. */
    static final String SIGN_IN = "entra";

    /** Quirk of a provider: the scope of the token, where the one of its style of address does not fit. */
    static final String SCOPE = "entra-scope";

    private final Map<String, String> environment;
    private final HttpSender http;
    private MicrosoftTokens microsoft;

    AzureTokens(Map<String, String> environment, HttpSender http) {
        this.environment = environment;
        this.http = http;
    }

    /** Whether an endpoint can do without a key. */
    boolean signsIn(Endpoint endpoint) {
        return endpoint.known().filter(id -> id.startsWith("azure")).isPresent()
                && !endpoint.key().originFromWorkspace()
                && canSignIn(endpoint.quirks().value(SIGN_IN, ""));
    }

    /** Blocks. @throws dev.openllm.protocol.error.OpenLlmException of kind {@code auth} when Microsoft gives none */
    Secret token(Endpoint endpoint) {
        return microsoft().token(scope(endpoint));
    }

    private boolean canSignIn(String wanted) {
        return switch (wanted) {
            case "none" -> false;
            case "managed-identity" -> true;
            default -> isSet("AZURE_CLIENT_ID") && isSet("AZURE_TENANT_ID")
                    || isSet("IDENTITY_ENDPOINT")
                    || isSet("MSI_ENDPOINT");
        };
    }

    /** The v1 style has a scope of its own: https://learn.microsoft.com/azure/ai-foundry/openai/how-to/managed-identity */
    private static String scope(Endpoint endpoint) {
        String usual = endpoint.quirks().has(AzureAddress.BY_DEPLOYMENT)
                ? "https://cognitiveservices.azure.com/.default"
                : "https://ai.azure.com/.default";
        return endpoint.quirks().value(SCOPE, usual);
    }

    private boolean isSet(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank()).isPresent();
    }

    private synchronized MicrosoftTokens microsoft() {
        if (microsoft == null) {
            microsoft = new MicrosoftTokens(environment, http);
        }
        return microsoft;
    }
}
