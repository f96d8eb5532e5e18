package dev.openllm.server.provider.endpoint;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Determines properties of network addresses, such as whether a host is nearby, without accessing the network. */
public final class Addresses {

    /** Matches addresses in private networks: 10/8, 172.16/12, 192.168/16, 169.254/16 (RFC 1918, RFC 3927). */
    private static final Pattern PRIVATE =
            Pattern.compile("10\\..*|192\\.168\\..*|169\\.254\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*");

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|\\[?::1]?|localhost|.+\\.localhost");

    private Addresses() {}

    public static boolean isLoopback(URI uri) {
        return uri.getHost() != null && isLoopback(uri.getHost());
    }

    public static boolean isLoopback(String host) {
        return host.equals("127.0.0.1")
                || LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns whether the host is this machine or is in a private network, where TLS is rarely used. */
    public static boolean isNearby(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return isLoopback(name)
                || PRIVATE.matcher(name).matches()
                || name.startsWith("[")
                || name.endsWith(".local")
                || name.endsWith(".internal")
                || !name.contains(".");
    }

    /**
     * Returns the scheme, host, and port of a URL, such as {@code https://api.openai.com} or {@code
     * http://127.0.0.1:8080}.
     */
    static String origin(URI uri) {
        boolean isDefaultPort = uri.getPort() < 0
                || uri.getPort() == 443 && uri.getScheme().equals("https")
                || uri.getPort() == 80 && uri.getScheme().equals("http");
        return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT)
                + (isDefaultPort ? "" : ":" + uri.getPort());
    }

    /** Returns the address in the form shown to users, such as {@code api.openai.com} or {@code localhost:11434}. */
    public static String toDisplayName(URI uri) {
        String host = uri.getHost().equals("127.0.0.1") ? "localhost" : uri.getHost();
        return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
    }

    /** Returns whether two addresses refer to the same port of this machine, regardless of the host names used. */
    public static boolean isSameLocalPort(URI one, URI other) {
        return isLoopback(one) && isLoopback(other) && port(one) == port(other);
    }

    /** Returns the root URL of a server whose OpenAI-compatible API is at {@code /v1}. */
    public static URI withoutVersion(URI apiBase) {
        return URI.create(apiBase.toString().replaceFirst("/v1$", ""));
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
