package dev.openllm.server.config.schema;

import dev.openllm.server.config.schema.Shape.Format;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks texts. A complaint never repeats the text: it may hold what should not be shown. */
final class Formats {

    /** Headers that carry keys. */
    private static final Set<String> KEY_HEADERS =
            Set.of("authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie");

    private static final String HOST = "([a-z0-9]([a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])";

    private Formats() {}

    /** What is wrong with a text; empty when nothing is. */
    static Optional<String> complaint(Format format, String text) {
        return switch (format) {
            case ANY -> Optional.empty();
            case NOT_BLANK -> unless(!text.isBlank(), "must not be empty");
            case NAME -> unless(text.matches("[^\\s/\\p{Cntrl}]+"), "must be a name without spaces and slashes");
            case URL -> urlComplaint(text.strip());
            case PROXY -> proxyComplaint(text.strip());
            case HOST ->
                unless(
                        HostRule.parse(text).isPresent(),
                        "must contain hosts such as llm.example.com, *.example.com or llm.example.com:8443, without"
                                + " https:// and path");
            case MODEL -> unless(text.matches("[^\\s/]+/\\S+"), "must be provider/model, as in openai/gpt-5");
            case VARIABLE ->
                unless(
                        text.matches("[A-Za-z_][A-Za-z0-9_]*"),
                        "must be the name of an environment variable, not the key itself");
            case HEADER_NAME -> headerNameComplaint(text);
            case HEADER_VALUE ->
                unless(
                        text.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c)),
                        "must be one line without control characters");
            case ORIGIN -> originComplaint(text);
            case HOST_NAME -> hostComplaint(text);
        };
    }

    private static Optional<String> headerNameComplaint(String text) {
        if (KEY_HEADERS.contains(text.toLowerCase(Locale.ROOT))) {
            return Optional.of("carries a key, and keys are not read from configuration: use 'open-llm secrets set'");
        }
        return unless(text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+"), "is not the name of a header");
    }

    private static Optional<String> urlComplaint(String written) {
        String text = written.strip(); // as whoever uses the address does
        try {
            // A server of one's own is often given as host:port; the provider's room adds the scheme that fits.
            boolean bare = text.matches("(?i)(localhost|[^/:\\s]+\\.[^/:\\s]+|[^/:\\s]+(?=:\\d))(:\\d+)?(/.*)?");
            URI uri = new URI(bare ? "http://" + text : text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getRawUserInfo() == null && uri.getHost() == null) {
                return Optional.of("must name a host that can be reached; a host name has no underscores or spaces");
            }
            if (web && uri.getPort() > 65535) {
                return Optional.of("must have a port of at most 65535");
            }
            if (!web) {
                return Optional.of("must be an address beginning with https:// or http://");
            }
            return unless(
                    uri.getRawUserInfo() == null,
                    "must not hold a user or password: store the key with 'open-llm secrets set'");
        } catch (URISyntaxException broken) {
            return Optional.of("must be an address beginning with https:// or http://");
        }
    }

    private static Optional<String> proxyComplaint(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            return unless(
                    "http".equalsIgnoreCase(uri.getScheme())
                            && uri.getHost() != null
                            && uri.getRawPath().matches("/?"), // http//host would be a host named http
                    "must be the address of an HTTP proxy, as in http://host:port");
        } catch (URISyntaxException broken) {
            return Optional.of("must be the address of an HTTP proxy, as in http://host:port");
        }
    }

    /** Source of the form: https://www.rfc-editor.org/rfc/rfc6454#section-6.2 */
    private static Optional<String> originComplaint(String text) {
        if (text.contains("*")) {
            return Optional.of("must not contain *; list each origin");
        }
        if (text.equals("null")) {
            return Optional.of("must not be null, which any web page can send as its origin");
        }
        if (text.matches("http://[^/]*:80|https://[^/]*:443")) {
            return Optional.of("must not contain the default port, which browsers leave out");
        }
        return unless(
                text.matches("[a-z][a-z0-9+.-]*://" + HOST + "(:[1-9]\\d{0,4})?|file://"),
                "must be an origin as a browser sends it, as in http://localhost:3000: in lower case, without a path"
                        + " or a slash at the end");
    }

    private static Optional<String> hostComplaint(String text) {
        if (text.contains("*")) {
            return Optional.of("must not contain *; list each host");
        }
        return unless(
                text.matches(HOST + "(:[1-9]\\d{0,4})?"),
                "must be a host name or an IP address in lower case, with or without a port, as in"
                        + " host.docker.internal or llm.example.com:8443");
    }

    private static Optional<String> unless(boolean good, String complaint) {
        return good ? Optional.empty() : Optional.of(complaint);
    }
}
