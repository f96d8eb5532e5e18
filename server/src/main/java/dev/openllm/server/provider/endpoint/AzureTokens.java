package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import dev.openllm.server.provider.entra.MicrosoftTokens;
import dev.openllm.server.provider.entra.TokenCache;
import dev.openllm.server.secret.Lookup;
import dev.openllm.server.secret.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens of Microsoft Entra ID, used instead of a key for Azure and for providers that configure an audience. A token
 * comes from the user's account if the user is signed in, and otherwise from the environment. A token opens every
 * resource that its owner can use, so tokens are never sent to an address from a workspace.
 */
public final class AzureTokens {

    /**
     * Quirk of a provider: how to sign in. {@code managed-identity} signs in as this machine, and {@code none} turns
     * signing in off.
     */
    static final String SIGN_IN = "entra";

    /** Quirk of a provider: the scope of the token, if the default scope of its address style does not apply. */
    static final String SCOPE = "entra-scope";

    /**
     * Quirk of a provider: the application that the token is for, such as a company gateway. With an audience or a
     * scope, any provider in the user's own configuration receives a token.
     */
    static final String AUDIENCE = "entra-audience";

    private final Map<String, String> environment;
    private final HttpSender http;
    private final MicrosoftAccount account;
    private MicrosoftTokens microsoft;

    public AzureTokens(Map<String, String> environment, HttpSender http, MicrosoftAccount account) {
        this.environment = environment;
        this.http = http;
        this.account = new TokenCache(account, System::nanoTime);
    }

    /** Whether an endpoint works without a key, at the latest after the user has signed in. */
    boolean canSignIn(Endpoint endpoint) {
        return mayHaveToken(endpoint) && (asksAccount(endpoint) || asksEnvironment(endpoint));
    }

    /**
     * Returns a token and its source, if the endpoint accepts tokens. Blocks.
     *
     * @param interactive whether the user can be asked to sign in if no token is available otherwise
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code auth} if the environment specifies how to sign
     *     in and Microsoft issues no token
     */
    Optional<Lookup.Found> token(Endpoint endpoint, boolean interactive) {
        if (!mayHaveToken(endpoint)) {
            return Optional.empty();
        }
        return ofAccount(endpoint, false)
                .or(() -> ofEnvironment(endpoint))
                .or(() -> interactive ? ofAccount(endpoint, true) : Optional.empty());
    }

    private Optional<Lookup.Found> ofAccount(Endpoint endpoint, boolean interactive) {
        Optional<Secret> token = asksAccount(endpoint) ? account.token(scope(endpoint), interactive) : Optional.empty();
        return token.map(found -> new Lookup.Found(found, UserText.of("your Microsoft account")));
    }

    private Optional<Lookup.Found> ofEnvironment(Endpoint endpoint) {
        return asksEnvironment(endpoint)
                ? Optional.of(new Lookup.Found(microsoft().token(scope(endpoint)), UserText.of("Microsoft Entra ID")))
                : Optional.empty();
    }

    private static boolean mayHaveToken(Endpoint endpoint) {
        return (isAzure(endpoint) || namesScope(endpoint))
                && !endpoint.key().originFromWorkspace()
                && !wanted(endpoint).equals("none");
    }

    private static boolean isAzure(Endpoint endpoint) {
        return endpoint.known().filter(id -> id.startsWith("azure")).isPresent();
    }

    private static boolean namesScope(Endpoint endpoint) {
        return endpoint.quirks().has(SCOPE) || endpoint.quirks().has(AUDIENCE);
    }

    private boolean asksAccount(Endpoint endpoint) {
        return !wanted(endpoint).equals("managed-identity") && account.canBeAsked();
    }

    private boolean asksEnvironment(Endpoint endpoint) {
        return wanted(endpoint).equals("managed-identity")
                || isSet("AZURE_CLIENT_ID") && isSet("AZURE_TENANT_ID")
                || isSet("IDENTITY_ENDPOINT")
                || isSet("MSI_ENDPOINT");
    }

    private static String wanted(Endpoint endpoint) {
        return endpoint.quirks().value(SIGN_IN, "");
    }

    /** The v1 style has its own scope: https://learn.microsoft.com/azure/ai-foundry/openai/how-to/managed-identity */
    private static String scope(Endpoint endpoint) {
        String audience = endpoint.quirks().value(AUDIENCE, "");
        if (!audience.isEmpty()) {
            return (audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience) + "/.default";
        }
        String usual = endpoint.quirks().has(AzureAddress.BY_DEPLOYMENT)
                ? "https://cognitiveservices.azure.com/.default"
                : "https://ai.azure.com/.default";
        return endpoint.quirks().value(SCOPE, usual);
    }

    private boolean isSet(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .isPresent();
    }

    private synchronized MicrosoftTokens microsoft() {
        if (microsoft == null) {
            microsoft = new MicrosoftTokens(environment, http);
        }
        return microsoft;
    }
}
