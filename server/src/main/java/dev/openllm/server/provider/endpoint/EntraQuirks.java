package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates the Microsoft Entra ID configuration of a provider, because a token grants access to everything in its
 * audience.
 */
final class EntraQuirks {

    private static final Set<String> SIGN_IN_MODES = Set.of("managed-identity", "none");

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._~-]*";

    /**
     * Matches the ID or the ID URI of a Microsoft Entra application. Source:
     * https://learn.microsoft.com/entra/identity-platform/scopes-oidc
     */
    private static final String APPLICATION = "(?:https://" + NAME + "(?::[0-9]+)?(?:/" + NAME + ")*"
            + "|api://" + NAME + "(?:/" + NAME + ")*"
            + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})";

    private static final Pattern AUDIENCE = Pattern.compile(APPLICATION + "/?");
    private static final Pattern SCOPE = Pattern.compile(APPLICATION + "//?(?:\\.default|[A-Za-z][A-Za-z0-9._-]*)");

    private EntraQuirks() {}

    /**
     * Checks the quirks that configure the use of Microsoft Entra ID tokens.
     *
     * @throws OpenLlmException of kind {@code config} if any of the quirks is invalid
     */
    static void check(Map<String, String> quirks, String provider, URI base) {
        String signIn = quirks.getOrDefault(AzureTokens.SIGN_IN, "none");
        if (!SIGN_IN_MODES.contains(signIn)) {
            throw invalidQuirkError(
                    provider,
                    UserText.of("The quirk `entra` of {0} must be `managed-identity` or `none`.", provider),
                    UserText.of("To sign in with your account or the AZURE_* environment variables, remove the quirk "
                            + "`entra`."));
        }
        String audience = quirks.get(AzureTokens.AUDIENCE);
        String scope = quirks.get(AzureTokens.SCOPE);
        if (audience != null && scope != null) {
            throw invalidQuirkError(
                    provider,
                    UserText.of(
                            "Provider {0} has both the `entra-audience` quirk and the `entra-scope` quirk.", provider),
                    UserText.of("Remove one of them: the audience api://gateway is equivalent to the scope "
                            + "api://gateway/.default."));
        }
        if (audience != null && !AUDIENCE.matcher(audience).matches()) {
            throw invalidQuirkError(
                    provider,
                    UserText.of("The quirk `entra-audience` of {0} is not a valid audience.", provider),
                    UserText.of("Enter the application ID URI of the gateway, such as api://llm-gateway, or its"
                            + " application ID."));
        }
        if (scope != null && !SCOPE.matcher(scope).matches()) {
            throw invalidQuirkError(
                    provider,
                    UserText.of("The quirk `entra-scope` of {0} is not a valid scope.", provider),
                    UserText.of("Enter a scope such as api://llm-gateway/.default."));
        }
        boolean requestsToken = audience != null || scope != null;
        if (requestsToken && !"https".equalsIgnoreCase(base.getScheme()) && !Addresses.isLoopback(base)) {
            throw invalidQuirkError(
                    provider,
                    UserText.of(
                            "Provider {0} would receive a Microsoft Entra ID token over a connection without TLS.",
                            provider),
                    UserText.of("Use a base URL that starts with https://."));
        }
    }

    private static OpenLlmException invalidQuirkError(String provider, UserText message, UserText hint) {
        return new OpenLlmException(dev.openllm.protocol.error.ErrorInfo.of(ErrorKind.CONFIG, message)
                .withProvider(provider)
                .withHint(hint));
    }
}
