package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.secret.Redaction;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Determines which headers a user can set for a provider. */
final class HeaderRules {

    /**
     * The headers that a user cannot set: headers that control the connection or describe the body, and the cookie
     * header.
     */
    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-length",
            "content-type",
            "connection",
            "cookie",
            "expect",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** The headers that contain API keys. They can be set only if no API key is configured. */
    static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key");

    /** Matches the names of headers in which providers and gateways accept API keys. */
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(auth|key|token|secret|password|cookie).*");

    /** Matches a header value that begins with the scheme of a credential. */
    private static final Pattern CREDENTIAL_SCHEME = Pattern.compile("(?i)(?:bearer|basic|token)\\s+(\\S+)");

    /** Matches a valid header name, which is a token as defined in RFC 9110. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /**
     * Matches a valid header value, which consists of visible characters, spaces, and tabs. Line breaks are excluded
     * because they could be used to inject headers.
     */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    private HeaderRules() {}

    /**
     * Checks the headers that are configured for a provider.
     *
     * @throws OpenLlmException of kind {@code config} if a header is not allowed; the error contains the name of the
     *     first such header
     */
    static void check(Map<String, String> headers, String provider) {
        headers.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw invalidHeaderError(
                        provider,
                        UserText.of(
                                "Provider {0} has a header with the invalid name \"{1}\".", provider, printable(name)));
            }
            String lower = name.toLowerCase(Locale.ROOT);
            if (RESERVED.contains(lower) || lower.startsWith("proxy-") || lower.startsWith(":")) {
                throw invalidHeaderError(
                        provider,
                        UserText.of(
                                "Provider {0} cannot set the header {1}, which is reserved for the connection.",
                                provider, name));
            }
            if (!isValue(value)) {
                throw invalidHeaderError(
                        provider,
                        UserText.of(
                                "The header {0} of provider {1} contains a line break or another invalid character.",
                                name, provider));
            }
        });
    }

    /**
     * Registers the credentials in headers to be masked in all later messages, because some providers quote a request
     * in their errors.
     */
    static void registerSecrets(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            Matcher scheme = CREDENTIAL_SCHEME.matcher(value.strip());
            if (scheme.matches()) {
                Redaction.register(scheme.group(1));
            } else if (SECRET_NAME.matcher(name).matches()) {
                Redaction.register(value.strip());
            }
        });
    }

    /**
     * Checks whether the user's headers contain API keys that must not be sent to the provider's address.
     *
     * @throws OpenLlmException of kind {@code config} if an API key in one of the user's headers would be sent to an
     *     address that the key is not bound to
     */
    static void rejectUserKeys(ProviderConfig config, String address) {
        config.headers().forEach((name, value) -> {
            Origin origin = config.origins().get("headers." + name);
            boolean isKey = SECRET_NAME.matcher(name).matches()
                    || CREDENTIAL_SCHEME.matcher(value.strip()).matches();
            if (isKey && (origin == null || !origin.fromWorkspace())) {
                throw new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of(
                                "The header {0} of provider {1} was not sent to {2} because you did not configure that "
                                        + "address.",
                                name, config.name(), address),
                        UserText.of(
                                "The workspace changes the base URL of {0}. Set api_base of {0} in your own "
                                        + "configuration, or remove the header.",
                                config.name()));
            }
        });
    }

    /** Returns whether a string is a valid header value. */
    static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }

    private static OpenLlmException invalidHeaderError(String provider, UserText message) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                message,
                UserText.of("Change or remove the header under `headers` of {0} in the configuration.", provider));
    }

    private static String printable(String name) {
        return name.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
