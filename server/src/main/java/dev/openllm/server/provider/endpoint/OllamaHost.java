package dev.openllm.server.provider.endpoint;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses {@code OLLAMA_HOST} in the same way as Ollama: the scheme, host, and port are each optional, and an address
 * that represents all network interfaces refers to this machine. Source: https://docs.ollama.com/faq
 */
public final class OllamaHost {

    static final URI DEFAULT = URI.create("http://127.0.0.1:11434");

    private OllamaHost() {}

    /**
     * Returns the address that a value of {@code OLLAMA_HOST} specifies, or the default address if the value is
     * invalid.
     */
    public static URI parse(String text) {
        String value = text.strip().replaceAll("^[\"']|[\"']$", "");
        boolean isHttps = value.toLowerCase(Locale.ROOT).startsWith("https://");
        boolean isHttp = value.toLowerCase(Locale.ROOT).startsWith("http://");
        String authority = value.replaceFirst("^[a-zA-Z]+://", "").replaceFirst("/.*$", "");
        int standardPort = isHttps ? 443 : isHttp ? 80 : 11434;
        return toUri(isHttps ? "https" : "http", authority, standardPort).orElse(DEFAULT);
    }

    private static Optional<URI> toUri(String scheme, String authority, int standardPort) {
        try {
            String withHost = authority.isEmpty() || authority.startsWith(":") ? "127.0.0.1" + authority : authority;
            URI uri = URI.create(scheme + "://" + withHost);
            if (uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            String host = uri.getHost().equals("0.0.0.0") || uri.getHost().equals("[::]") ? "127.0.0.1" : uri.getHost();
            int port = uri.getPort() < 0 ? standardPort : uri.getPort();
            return Optional.of(URI.create(scheme + "://" + host + ":" + port));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
