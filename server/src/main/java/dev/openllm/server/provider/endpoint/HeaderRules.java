package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers a person may set for a provider. */
final class HeaderRules {

    /** They belong to the connection, or carry credentials that have their own way. */
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

    /** The headers that carry keys; they may be set only where no key is. */
    static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key");

    /** A token of RFC 9110. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** Visible characters, spaces and tabs; no line breaks, with which further headers could be smuggled in. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    private HeaderRules() {}

    /** @throws OpenLlmException of kind {@code config} naming the first header that may not be set */
    static void check(Map<String, String> headers, String provider) {
        headers.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw refused(provider, "\"" + printable(name) + "\"", "is not the name of a header");
            }
            String lower = name.toLowerCase(Locale.ROOT);
            if (NEVER.contains(lower) || lower.startsWith("proxy-") || lower.startsWith(":")) {
                throw refused(provider, name, "cannot be set: it belongs to the connection");
            }
            if (!isValue(value)) {
                throw refused(provider, name, "holds a line break or another character that no header may have");
            }
        });
    }

    /** Whether a text can stand in a header. */
    static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }

    private static OpenLlmException refused(String provider, String header, String why) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                "The header " + header + " of provider " + provider + " " + why + ".",
                "Change or remove it under headers of " + provider + " in the configuration.");
    }

    private static String printable(String name) {
        return name.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
