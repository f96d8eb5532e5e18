package dev.openllm.server.http.cleartext;

import dev.openllm.server.http.Failures;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.Target;
import dev.openllm.server.http.TimeLimits;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An HTTP/1.1 client that supports neither TLS nor proxies. It is mainly used for models on this machine. The calling
 * thread writes to and reads from the socket. By contrast, the JDK client passes each chunk between threads, which
 * takes several times as long as all other work. Connections are pooled and shared. This class is thread-safe.
 */
public final class CleartextHttp {

    private static final byte[] EMPTY_BODY = {};

    /**
     * The headers that callers cannot set, either because the client always sends them or because they change how the
     * connection is used.
     */
    private static final Set<String> RESERVED_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private final IdleConnections idleConnections = new IdleConnections();
    private final ConnectionDeadlines connectionDeadlines = new ConnectionDeadlines();

    /** Sends a request as described for {@code HttpSender#send}. */
    public HttpAnswer send(HttpCall call, Target target) {
        byte[] head = head(call);
        try {
            Optional<CleartextConnection> pooled = idleConnections.acquire(target.address());
            Optional<HttpAnswer> response =
                    pooled.isPresent() ? sendOnPooled(pooled.get(), head, call, target) : Optional.empty();
            return response.isPresent()
                    ? response.get()
                    : exchange(connect(target, call.limits().connect()), head, call, target);
        } catch (IOException failed) {
            throw toException(failed, target, call.limits());
        }
    }

    /**
     * Sends a request on a pooled connection. Returns an empty result if the server closed the connection without a
     * response, which can happen if the server closes the idle connection just as the request is sent. In this case,
     * the caller sends the request again on a new connection, as curl and browsers do.
     */
    private Optional<HttpAnswer> sendOnPooled(CleartextConnection pooled, byte[] head, HttpCall call, Target target)
            throws IOException {
        try {
            return Optional.of(exchange(pooled, head, call, target));
        } catch (IOException failed) {
            if (pooled.hasResponseStarted()
                    || failed instanceof SocketTimeoutException
                    || Thread.currentThread().isInterrupted()) {
                throw failed;
            }
            return Optional.empty();
        }
    }

    private HttpAnswer exchange(CleartextConnection connection, byte[] head, HttpCall call, Target target)
            throws IOException {
        TimeLimits limits = call.limits();
        long sentAt = System.nanoTime();
        try {
            connection.write(head, call.body().orElse(EMPTY_BODY), limits.firstByte());
            CleartextHead responseHead =
                    CleartextHead.read(connection, sentAt + limits.firstByte().toNanos());
            CleartextBody body = new CleartextBody(
                    connection, idleConnections, responseHead.framing(call.method()), target, limits, sentAt);
            return new HttpAnswer(responseHead.status(), responseHead.headers(), body);
        } catch (IOException failed) {
            connection.close();
            throw failed;
        }
    }

    private static RuntimeException toException(IOException failed, Target target, TimeLimits limits) {
        if (Thread.currentThread().isInterrupted()) {
            return Failures.canceled();
        }
        IOException mapped = failed instanceof SocketTimeoutException ? new HttpTimeoutException("silent") : failed;
        return Failures.of(mapped, target, limits);
    }

    /**
     * Tries the addresses of a host name in order, because a server on {@code localhost} might listen only on its IPv4
     * address or only on its IPv6 address.
     */
    private CleartextConnection connect(Target target, Duration limit) throws IOException {
        IOException firstFailure = null;
        for (InetAddress address : InetAddress.getAllByName(target.host())) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().setTcpNoDelay(true);
                channel.socket().connect(new InetSocketAddress(address, target.port()), (int) limit.toMillis());
                CleartextConnection connection = new CleartextConnection(channel, target.address());
                connectionDeadlines.watch(connection);
                return connection;
            } catch (IOException failed) {
                channel.close();
                firstFailure = firstFailure == null ? failed : firstFailure;
            }
        }
        if (firstFailure instanceof SocketTimeoutException) {
            throw new HttpConnectTimeoutException("no connection");
        }
        ConnectException refused = new ConnectException("no connection");
        refused.initCause(firstFailure);
        throw refused;
    }

    private static byte[] head(HttpCall call) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", HttpCall.USER_AGENT);
        headers.putAll(call.headers());
        StringBuilder head = new StringBuilder(512);
        head.append(call.method())
                .append(' ')
                .append(pathOf(call.uri()))
                .append(" HTTP/1.1\r\nHost: ")
                .append(hostOf(call.uri()));
        headers.forEach((name, value) -> {
            if (RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))
                    || !isHeaderName(name)
                    || !isHeaderValue(value)) {
                throw Failures.invalidHeader(name);
            }
            head.append("\r\n").append(name).append(": ").append(value);
        });
        if (call.body().isPresent() || !call.method().equals("GET")) {
            head.append("\r\nContent-Length: ").append(call.body().orElse(EMPTY_BODY).length);
        }
        return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String pathOf(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static String hostOf(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Returns whether a header name is valid. Source: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
    private static boolean isHeaderName(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0));
    }

    /** Returns whether a header value is valid. Source: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
    private static boolean isHeaderValue(String value) {
        return value.chars().allMatch(c -> c == '\t' || c >= ' ' && c <= 0xff && c != 0x7f);
    }
}
