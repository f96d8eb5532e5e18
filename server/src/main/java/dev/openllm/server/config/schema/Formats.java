package dev.openllm.server.config.schema;

import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.Shape.Format;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks the format of strings. The message for a problem never quotes the string, which could contain an API key. */
final class Formats {

    /** The names of headers that carry API keys. */
    private static final Set<String> KEY_HEADERS =
            Set.of("authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie");

    private static final String HOST = "([a-z0-9]([a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])";

    private Formats() {}

    /**
     * Returns a description of the problem with the string, or an empty result if the string is valid.
     *
     * @param name the last configuration key in the path of the value
     */
    static Optional<UserText> problem(Format format, String text, String name) {
        return switch (format) {
            case ANY -> Optional.empty();
            case NOT_BLANK -> problemUnless(!text.isBlank(), UserText.of("'{0}' must not be empty.", name));
            case NAME ->
                problemUnless(
                        text.matches("[^\\s/\\p{Cntrl}]+"),
                        UserText.of("'{0}' must be a name without spaces or slashes.", name));
            case URL -> urlProblem(text.strip(), name);
            case PROXY -> proxyProblem(text.strip(), name);
            case HOST ->
                problemUnless(
                        HostRule.parse(text).isPresent(),
                        UserText.of(
                                "'{0}' must contain hosts such as llm.example.com, *.example.com, or "
                                        + "llm.example.com:8443, without https:// or a path.",
                                name));
            case MODEL ->
                problemUnless(
                        text.matches("[^\\s/]+/\\S+"),
                        UserText.of("'{0}' must have the form provider/model, such as openai/gpt-5.", name));
            case VARIABLE ->
                problemUnless(
                        text.matches("[A-Za-z_][A-Za-z0-9_]*"),
                        UserText.of(
                                "'{0}' must be the name of an environment variable, not the API key itself.", name));
            case HEADER_NAME -> headerNameProblem(text, name);
            case HEADER_VALUE ->
                problemUnless(
                        text.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c)),
                        UserText.of("'{0}' must be a single line without control characters.", name));
            case ORIGIN -> originProblem(text, name);
            case HOST_NAME -> hostProblem(text, name);
        };
    }

    private static Optional<UserText> headerNameProblem(String text, String name) {
        if (KEY_HEADERS.contains(text.toLowerCase(Locale.ROOT))) {
            return Optional.of(UserText.of(
                            "'{0}' contains an API key, and API keys are not read from the configuration. Remove "
                                    + "it, and run `open-llm secrets set`.",
                            name)
                    .inVsCode("'{0}' contains an API key, but API keys are not read from the configuration. Remove "
                            + "'{0}', and then run the \"Open LLM: Set Key\" command."));
        }
        return problemUnless(
                text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+"), UserText.of("'{0}' is not a valid header name.", name));
    }

    private static Optional<UserText> urlProblem(String value, String name) {
        String text = value.strip(); // The code that uses the URL also removes surrounding whitespace.
        try {
            // The URL of the user's own server is often entered as "host:port". The package "provider" adds the scheme.
            boolean hasNoScheme = text.matches("(?i)(localhost|[^/:\\s]+\\.[^/:\\s]+|[^/:\\s]+(?=:\\d))(:\\d+)?(/.*)?");
            URI uri = new URI(hasNoScheme ? "http://" + text : text);
            boolean isWebUrl = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (isWebUrl && uri.getRawUserInfo() == null && uri.getHost() == null) {
                return Optional.of(
                        UserText.of("'{0}' must contain a valid host name, without underscores or spaces.", name));
            }
            if (isWebUrl && uri.getPort() > 65535) {
                return Optional.of(UserText.of("The port in '{0}' must be 65535 or lower.", name));
            }
            if (!isWebUrl) {
                return Optional.of(UserText.of("'{0}' must be a URL that starts with https:// or http://.", name));
            }
            return problemUnless(
                    uri.getRawUserInfo() == null,
                    UserText.of(
                                    "'{0}' must not contain a user name or password. Store the API key with `open-llm "
                                            + "secrets set`.",
                                    name)
                            .inVsCode("'{0}' must not contain a user name or password. Store the API key with the"
                                    + " \"Open LLM: Set Key\" command."));
        } catch (URISyntaxException broken) {
            return Optional.of(UserText.of("'{0}' must be a URL that starts with https:// or http://.", name));
        }
    }

    private static Optional<UserText> proxyProblem(String text, String name) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            return problemUnless(
                    "http".equalsIgnoreCase(uri.getScheme())
                            && uri.getHost() != null
                            && uri.getRawPath().matches("/?"), // The mistyped "http//host" would have the host "http".
                    UserText.of("'{0}' must be the URL of an HTTP proxy, such as http://host:port.", name));
        } catch (URISyntaxException broken) {
            return Optional.of(UserText.of("'{0}' must be the URL of an HTTP proxy, such as http://host:port.", name));
        }
    }

    /** Checks the format of a web origin. Source: https://www.rfc-editor.org/rfc/rfc6454#section-6.2 */
    private static Optional<UserText> originProblem(String text, String name) {
        if (text.contains("*")) {
            return Optional.of(UserText.of("'{0}' must not contain *; list each origin.", name));
        }
        if (text.equals("null")) {
            return Optional.of(
                    UserText.of("'{0}' must not be null, because any web page can send null as its origin.", name));
        }
        if (text.matches("http://[^/]*:80|https://[^/]*:443")) {
            return Optional.of(UserText.of("'{0}' must not contain the default port, which browsers omit.", name));
        }
        return problemUnless(
                text.matches("[a-z][a-z0-9+.-]*://" + HOST + "(:[1-9]\\d{0,4})?|file://"),
                UserText.of(
                        "'{0}' must be a lowercase origin exactly as browsers send it, without a path or a "
                                + "trailing slash, such as http://localhost:3000.",
                        name));
    }

    private static Optional<UserText> hostProblem(String text, String name) {
        if (text.contains("*")) {
            return Optional.of(UserText.of("'{0}' must not contain *; list each host.", name));
        }
        return problemUnless(
                text.matches(HOST + "(:[1-9]\\d{0,4})?"),
                UserText.of(
                        "'{0}' must be a lowercase host name or IP address with an optional port, such as "
                                + "host.docker.internal or llm.example.com:8443.",
                        name));
    }

    private static Optional<UserText> problemUnless(boolean valid, UserText problem) {
        return valid ? Optional.empty() : Optional.of(problem);
    }
}
