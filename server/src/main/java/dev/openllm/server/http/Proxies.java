package dev.openllm.server.http;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Selects the proxy for an address. The sources, highest precedence first, are the settings, the environment variable
 * {@code HTTPS_PROXY} or {@code HTTP_PROXY} (depending on the scheme of the address), and the environment variable
 * {@code ALL_PROXY}. Lowercase variable names are also supported. This machine and the excluded hosts are reached
 * without a proxy.
 */
public final class Proxies {

    private final Optional<String> httpProxy;
    private final Optional<String> httpsProxy;
    private final DirectHosts directHosts;

    private Proxies(Optional<String> httpProxy, Optional<String> httpsProxy, DirectHosts directHosts) {
        this.httpProxy = httpProxy;
        this.httpsProxy = httpsProxy;
        this.directHosts = directHosts;
    }

    public static Proxies of(NetworkSettings settings, Map<String, String> environment) {
        Optional<String> configured = settings.proxy().filter(p -> !p.isBlank());
        List<String> exclusions = settings.noProxy().isEmpty()
                ? variable(environment, "NO_PROXY")
                        .map(value -> Arrays.asList(value.split("[,\\s]+")))
                        .orElse(List.of())
                : settings.noProxy();
        return new Proxies(
                configured.or(() -> variable(environment, "HTTP_PROXY")).or(() -> variable(environment, "ALL_PROXY")),
                configured.or(() -> variable(environment, "HTTPS_PROXY")).or(() -> variable(environment, "ALL_PROXY")),
                new DirectHosts(exclusions));
    }

    /**
     * Returns the proxy for an address, or an empty result if the address is reached without a proxy.
     *
     * @throws OpenLlmException of kind {@code config} if the proxy for this address cannot be used
     */
    Optional<HttpProxy> choose(URI uri) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        Optional<String> proxy = secure ? httpsProxy : httpProxy;
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        if (proxy.isEmpty() || directHosts.contains(uri.getHost(), port)) {
            return Optional.empty();
        }
        return proxy.map(HttpProxy::parse);
    }

    public ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(choose(uri)
                        .map(p -> new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(p.host(), p.port())))
                        .orElse(Proxy.NO_PROXY));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failed) {
                // No action is necessary because the error is reported when the request fails.
            }
        };
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst();
    }

    /**
     * An HTTP proxy.
     *
     * @param authorization the value of the {@code Proxy-Authorization} header, if the proxy requires a user name and a
     *     password
     */
    public record HttpProxy(String host, int port, Optional<String> authorization) {

        static HttpProxy parse(String url) {
            URI uri;
            try {
                uri = URI.create(url.contains("://") ? url : "http://" + url);
            } catch (IllegalArgumentException malformed) {
                throw invalidProxy(UserText.of("The proxy address is not a valid URL."));
            }
            if (!"http".equalsIgnoreCase(uri.getScheme())) {
                throw invalidProxy(
                        UserText.of("Proxies of type {0} are not supported. Use an HTTP proxy.", uri.getScheme()));
            }
            if (uri.getHost() == null) {
                throw invalidProxy(UserText.of("The proxy address does not contain a host."));
            }
            return new HttpProxy(
                    uri.getHost(),
                    uri.getPort() >= 0 ? uri.getPort() : 80,
                    Optional.ofNullable(uri.getRawUserInfo()).map(HttpProxy::basicCredentials));
        }

        String address() {
            return host + ":" + port;
        }

        /** Returns the host and port of the proxy, without the user name and the password. */
        @Override
        public String toString() {
            return address();
        }

        private static String basicCredentials(String rawUserInfo) {
            int colon = rawUserInfo.indexOf(':');
            String user = colon < 0 ? rawUserInfo : rawUserInfo.substring(0, colon);
            String password = colon < 0 ? "" : rawUserInfo.substring(colon + 1);
            byte[] credentials = (decode(user) + ":" + decode(password)).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(credentials);
        }

        private static String decode(String escaped) {
            return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        private static OpenLlmException invalidProxy(UserText message) {
            return new OpenLlmException(
                    ErrorKind.CONFIG,
                    message,
                    UserText.of(
                            "Use the form http://host:port in http.proxy, HTTPS_PROXY, or HTTP_PROXY, or exclude the"
                                    + " host with NO_PROXY."));
        }
    }
}
