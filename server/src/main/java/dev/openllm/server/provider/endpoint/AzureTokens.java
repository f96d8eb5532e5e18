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
 * Provides Microsoft Entra ID tokens, which are used instead of an API key for Azure and for providers whose
 * configuration specifies an audience or a scope. If the user is signed in, a token is obtained from the user's
 * account; otherwise, the environment variables determine how a token is obtained. A token grants access to every
 * resource that its owner can use, so tokens are never sent to an address that a workspace specifies.
 */
public final class AzureTokens {

    /**
     * The provider quirk that specifies how to sign in: {@code managed-identity} signs in with the managed identity of
     * this machine, and {@code none} turns off signing in.
     */
    static final String SIGN_IN = "entra";

    /**
     * The provider quirk that specifies the scope of the token, if it differs from the default scope of the address
     * style.
     */
    static final String SCOPE = "entra-scope";

    /**
     * The provider quirk that specifies the application for which the token is intended, such as a company gateway. Any
     * provider in the user's own configuration receives a token if an audience or a scope is specified for the
     * provider.
     */
    static final String AUDIENCE = "entra-audience";

    private final Map<String, String> environment;
    private final HttpSender http;
    private final MicrosoftAccount account;
    private MicrosoftTokens microsoftTokens;

    public AzureTokens(Map<String, String> environment, HttpSender http, MicrosoftAccount account) {
        this.environment = environment;
        this.http = http;
        this.account = new TokenCache(account, System::nanoTime);
    }

    /**
     * Returns whether an endpoint can be used without an API key because the user's account or the environment can
     * provide a token, possibly only after the user signs in.
     */
    boolean canSignIn(Endpoint endpoint) {
        return acceptsToken(endpoint) && (usesAccount(endpoint) || usesEnvironment(endpoint));
    }

    /**
     * Returns a token and its source, if the endpoint accepts tokens. Blocks until a token is available or cannot be
     * obtained.
     *
     * @param interactive whether the user can be asked to sign in if there is no other way to obtain a token
     * @throws dev.openllm.protocol.error.OpenLlmException of kind {@code auth} if the environment specifies how to sign
     *     in but Microsoft issues no token
     */
    Optional<Lookup.Found> token(Endpoint endpoint, boolean interactive) {
        if (!acceptsToken(endpoint)) {
            return Optional.empty();
        }
        return accountToken(endpoint, false)
                .or(() -> environmentToken(endpoint))
                .or(() -> interactive ? accountToken(endpoint, true) : Optional.empty());
    }

    private Optional<Lookup.Found> accountToken(Endpoint endpoint, boolean interactive) {
        Optional<Secret> token = usesAccount(endpoint) ? account.token(scope(endpoint), interactive) : Optional.empty();
        return token.map(found -> new Lookup.Found(found, UserText.of("your Microsoft account")));
    }

    private Optional<Lookup.Found> environmentToken(Endpoint endpoint) {
        return usesEnvironment(endpoint)
                ? Optional.of(
                        new Lookup.Found(microsoftTokens().token(scope(endpoint)), UserText.of("Microsoft Entra ID")))
                : Optional.empty();
    }

    private static boolean acceptsToken(Endpoint endpoint) {
        return (isAzure(endpoint) || hasScope(endpoint))
                && !endpoint.key().originFromWorkspace()
                && !signInMode(endpoint).equals("none");
    }

    private static boolean isAzure(Endpoint endpoint) {
        return endpoint.builtInId().filter(id -> id.startsWith("azure")).isPresent();
    }

    private static boolean hasScope(Endpoint endpoint) {
        return endpoint.quirks().has(SCOPE) || endpoint.quirks().has(AUDIENCE);
    }

    private boolean usesAccount(Endpoint endpoint) {
        return !signInMode(endpoint).equals("managed-identity") && account.isAvailable();
    }

    private boolean usesEnvironment(Endpoint endpoint) {
        return signInMode(endpoint).equals("managed-identity")
                || isSet("AZURE_CLIENT_ID") && isSet("AZURE_TENANT_ID")
                || isSet("IDENTITY_ENDPOINT")
                || isSet("MSI_ENDPOINT");
    }

    private static String signInMode(Endpoint endpoint) {
        return endpoint.quirks().value(SIGN_IN, "");
    }

    /**
     * Returns the scope of the token for an endpoint. The v1 address style has a different default scope than the older
     * style: https://learn.microsoft.com/azure/ai-foundry/openai/how-to/managed-identity
     */
    private static String scope(Endpoint endpoint) {
        String audience = endpoint.quirks().value(AUDIENCE, "");
        if (!audience.isEmpty()) {
            return (audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience) + "/.default";
        }
        String defaultScope = endpoint.quirks().has(AzureAddress.BY_DEPLOYMENT)
                ? "https://cognitiveservices.azure.com/.default"
                : "https://ai.azure.com/.default";
        return endpoint.quirks().value(SCOPE, defaultScope);
    }

    private boolean isSet(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .isPresent();
    }

    private synchronized MicrosoftTokens microsoftTokens() {
        if (microsoftTokens == null) {
            microsoftTokens = new MicrosoftTokens(environment, http);
        }
        return microsoftTokens;
    }
}
