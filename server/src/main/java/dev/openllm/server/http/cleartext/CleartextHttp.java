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

    private static final byte[] NOTHING = {};

    /**
     * The headers that callers cannot set, either because the client always sends them or because they change how the
     * connection is used.
     */
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private final IdleConnections idle = new IdleConnections();
    private final ConnectionDeadlines connectionDeadlines = new ConnectionDeadlines();

    /** Sends a request as described for {@code HttpSender#send}. */
    public HttpAnswer send(HttpCall call, Target target) {
        byte[] head = head(call);
        try {
            Optional<CleartextConnection> kept = idle.take(target.address());
            Optional<HttpAnswer> answer =
                    kept.isPresent() ? askAgain(kept.get(), head, call, target) : Optional.empty();
            return answer.isPresent()
                    ? answer.get()
                    : ask(connect(target, call.limits().connect()), head, call, target);
        } catch (IOException failed) {
            throw failure(failed, target, call.limits());
        }
    }

    /**
     * Sends a request on a pooled connection. Returns an empty result if the server closed the connection without a
     * response, which can happen if the server closes the idle connection just as the request is sent. In this case,
     * the caller sends the request again on a new connection, as curl and browsers do.
     */
    private Optional<HttpAnswer> askAgain(CleartextConnection kept, byte[] head, HttpCall call, Target target)
            throws IOException {
        try {
            return Optional.of(ask(kept, head, call, target));
        } catch (IOException failed) {
            if (kept.isAnswered()
                    || failed instanceof SocketTimeoutException
                    || Thread.currentThread().isInterrupted()) {
                throw failed;
            }
            return Optional.empty();
        }
    }

    private HttpAnswer ask(CleartextConnection connection, byte[] head, HttpCall call, Target target)
            throws IOException {
        TimeLimits limits = call.limits();
        long sent = System.nanoTime();
        try {
            connection.write(head, call.body().orElse(NOTHING), limits.firstByte());
            CleartextHead answer =
                    CleartextHead.read(connection, sent + limits.firstByte().toNanos());
            CleartextBody body =
                    new CleartextBody(connection, idle, answer.framing(call.method()), target, limits, sent);
            return new HttpAnswer(answer.status(), answer.headers(), body);
        } catch (IOException failed) {
            connection.close();
            throw failed;
        }
    }

    private static RuntimeException failure(IOException failed, Target target, TimeLimits limits) {
        if (Thread.currentThread().isInterrupted()) {
            return Failures.cancelled();
        }
        IOException known = failed instanceof SocketTimeoutException ? new HttpTimeoutException("silent") : failed;
        return Failures.of(known, target, limits);
    }

    /**
     * Tries the addresses of a host name in order, because a server on {@code localhost} might listen only on its IPv4
     * address or only on its IPv6 address.
     */
    private CleartextConnection connect(Target target, Duration limit) throws IOException {
        IOException first = null;
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
                first = first == null ? failed : first;
            }
        }
        if (first instanceof SocketTimeoutException) {
            throw new HttpConnectTimeoutException("no connection");
        }
        ConnectException refused = new ConnectException("no connection");
        refused.initCause(first);
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
            if (RESERVED.contains(name.toLowerCase(Locale.ROOT)) || !isName(name) || !isValue(value)) {
                throw Failures.unsendable(name);
            }
            head.append("\r\n").append(name).append(": ").append(value);
        });
        if (call.body().isPresent() || !call.method().equals("GET")) {
            head.append("\r\nContent-Length: ").append(call.body().orElse(NOTHING).length);
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
    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0));
    }

    /** Returns whether a header value is valid. Source: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
    private static boolean isValue(String value) {
        return value.chars().allMatch(c -> c == '\t' || c >= ' ' && c <= 0xff && c != 0x7f);
    }
}
