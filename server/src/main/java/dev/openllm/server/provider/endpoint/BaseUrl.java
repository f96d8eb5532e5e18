package dev.openllm.server.provider.endpoint;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The base URL of a provider's API, determined from a URL that the user pasted. The pasted URL can include or omit
 * {@code /v1}, end with a slash, contain the complete path of an operation, or consist only of {@code host:port}.
 *
 * @param uri the URL without a trailing slash and without a query
 * @param query the decoded query parameters
 */
record BaseUrl(URI uri, Map<String, String> query) {

    private static final Pattern SCHEME = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*)://");

    /** The paths of operations that users copy from a provider's examples together with the base URL. */
    private static final Pattern OPERATION = Pattern.compile("/(chat/completions|completions|responses|messages"
            + "|messages/count_tokens|embeddings|models|models/[^/]+:[a-zA-Z]+|api/(chat|generate|tags|show|ps))$");

    private static final Pattern VERSION = Pattern.compile("/v\\d+[a-z0-9]*(?:/|$)");

    BaseUrl {
        query = Map.copyOf(query);
    }

    /**
     * Parses the base URL that the user entered.
     *
     * @param provider the configured name of the provider, for error messages
     * @throws OpenLlmException of kind {@code config} if the text is not a valid web address
     */
    static BaseUrl of(String text, String dialect, String provider) {
        URI entered = parse(text.strip(), provider);
        String path = entered.getRawPath() == null ? "" : entered.getRawPath();
        path = withoutTrailingSlash(path.replaceAll("/{2,}", "/"));
        boolean hasOperation = OPERATION.matcher(path).find();
        path = withoutTrailingSlash(OPERATION.matcher(path).replaceFirst(""));
        String base = entered.getScheme().toLowerCase(Locale.ROOT) + "://" + entered.getRawAuthority();
        return new BaseUrl(URI.create(base + forDialect(path, hasOperation, dialect)), parseQuery(entered));
    }

    /**
     * Returns the path with the API version that the dialect requires. The API version is part of the base URL for
     * every dialect except {@code ollama-chat}, which has no version.
     *
     * @param hasOperation whether the pasted path included an operation, in which case the part before the operation is
     *     complete
     */
    private static String forDialect(String path, boolean hasOperation, String dialect) {
        return switch (dialect) {
            case "ollama-chat" -> path.replaceFirst("/(v1|api)$", "");
            case "gemini" -> path.isEmpty() ? "/v1beta" : path.replaceFirst("(/v1(?:alpha|beta)?)/openai$", "$1");
            // Providers document a value without `/v1` for `ANTHROPIC_BASE_URL`, because the Anthropic SDKs append
            // `/v1/messages` to the value.
            case "anthropic-messages" ->
                hasOperation || VERSION.matcher(path).find() ? withoutRepeatedVersion(path) : path + "/v1";
            default -> path.isEmpty() ? "/v1" : withoutRepeatedVersion(path);
        };
    }

    private static String withoutRepeatedVersion(String path) {
        return path.isEmpty() ? "/v1" : path.replaceFirst("(/v1)+$", "/v1");
    }

    private static URI parse(String text, String provider) {
        if (text.isEmpty()) {
            throw invalidUrlError(provider, UserText.of("The base URL of provider {0} is empty.", provider));
        }
        Matcher scheme = SCHEME.matcher(text);
        boolean hasScheme = scheme.find();
        if (hasScheme && !scheme.group(1).matches("(?i)https?")) {
            throw invalidUrlError(
                    provider,
                    UserText.of(
                            "The base URL of provider {0} must start with http:// or https://, not {1}.",
                            provider, scheme.group()));
        }
        URI uri;
        try {
            uri = new URI(hasScheme ? text : guessScheme(text) + text);
        } catch (URISyntaxException malformed) {
            throw invalidUrlError(provider, UserText.of("The base URL of provider {0} is not a valid URL.", provider));
        }
        if (uri.getRawUserInfo() != null) {
            throw invalidUrlError(
                    provider,
                    UserText.of(
                            "The base URL of provider {0} contains a user name or password. Remove the credentials "
                                    + "from the URL, and store them as the API key instead.",
                            provider));
        }
        if (uri.getHost() == null || uri.getPort() > 65535) {
            throw invalidUrlError(provider, UserText.of("The base URL of provider {0} has no valid host.", provider));
        }
        return uri;
    }

    private static String guessScheme(String text) {
        String authority = text.replaceFirst("/.*$", "");
        String host = authority.startsWith("[") ? "[" : authority.replaceFirst(":\\d+$", "");
        return Addresses.isNearby(host) && !authority.endsWith(":443") ? "http://" : "https://";
    }

    private static OpenLlmException invalidUrlError(String provider, UserText message) {
        return new OpenLlmException(
                ErrorKind.CONFIG,
                message,
                UserText.of("Set api_base of {0} to a URL such as https://llm.example.com/v1.", provider));
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static Map<String, String> parseQuery(URI uri) {
        Map<String, String> query = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
