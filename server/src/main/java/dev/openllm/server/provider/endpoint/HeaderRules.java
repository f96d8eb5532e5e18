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

/** The headers that a user may set for a provider. */
final class HeaderRules {

    /** They belong to the connection, or carry credentials that are configured elsewhere. */
    private static final Set<String> NEVER = Set.of(
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

    /** The headers that carry keys; they may be set only without a key. */
    static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key");

    /** Names under which providers and gateways accept keys. */
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(auth|key|token|secret|password|cookie).*");

    /** A value that begins with the scheme of a credential. */
    private static final Pattern SCHEME = Pattern.compile("(?i)(?:bearer|basic|token)\\s+(\\S+)");

    /** A token of RFC 9110. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** Visible characters, spaces and tabs; no line breaks, with which further headers could be smuggled in. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    private HeaderRules() {}

    /** @throws OpenLlmException of kind {@code config} naming the first header that may not be set */
    static void check(Map<String, String> headers, String provider) {
        headers.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw refused(
                        provider,
                        UserText.of(
                                "Provider {0} has a header with the invalid name \"{1}\".", provider, printable(name)));
            }
            String lower = name.toLowerCase(Locale.ROOT);
            if (NEVER.contains(lower) || lower.startsWith("proxy-") || lower.startsWith(":")) {
                throw refused(
                        provider,
                        UserText.of(
                                "Provider {0} cannot set the header {1}, which is reserved for the connection.",
                                provider, name));
            }
            if (!isValue(value)) {
                throw refused(
                        provider,
                        UserText.of(
                                "The header {0} of provider {1} contains a line break or another invalid character.",
                                name, provider));
            }
        });
    }

    /** Masks the credentials in headers from now on: some providers repeat a request in their errors. */
    static void hideSecrets(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            Matcher scheme = SCHEME.matcher(value.strip());
            if (scheme.matches()) {
                Redaction.remember(scheme.group(1));
            } else if (SECRET_NAME.matcher(name).matches()) {
                Redaction.remember(value.strip());
            }
        });
    }

    /** @throws OpenLlmException of kind {@code config} when a key in a header of the user would go to this address */
    static void refuseKeysOfUser(ProviderConfig config, String address) {
        config.headers().forEach((name, value) -> {
            Origin origin = config.origins().get("headers." + name);
            boolean key = SECRET_NAME.matcher(name).matches()
                    || SCHEME.matcher(value.strip()).matches();
            if (key && (origin == null || !origin.fromWorkspace())) {
                throw new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of(
                                "The header {0} of provider {1} was not sent to {2}, because you did not configure "
                                        + "that address.",
                                name, config.name(), address),
                        UserText.of(
                                "The workspace changes the address of {0}. Set api_base of {0} in your own"
                                        + " configuration, or remove the header.",
                                config.name()));
            }
        });
    }

    /** Whether a text can be the value of a header. */
    static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }

    private static OpenLlmException refused(String provider, UserText message) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                message,
                UserText.of("Change or remove the header under `headers` of {0} in the configuration.", provider));
    }

    private static String printable(String name) {
        return name.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
