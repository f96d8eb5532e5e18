package dev.openllm.server.http;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The host and port to which a request is sent, and the proxy to use, if any. */
public record Target(String host, int port, boolean secure, Optional<Proxies.HttpProxy> proxy) {

    public static Target of(URI uri, Proxies proxies) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of("The base URL is not a valid HTTP address."),
                    UserText.of("Use the form http://host:port/path or https://host/path."));
        }
        boolean secure = scheme.equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        return new Target(uri.getHost(), port, secure, proxies.choose(uri));
    }

    /** Returns the host and port in the form {@code host:port}. */
    public String address() {
        return host + ":" + port;
    }
}
