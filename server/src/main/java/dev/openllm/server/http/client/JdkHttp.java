package dev.openllm.server.http.client;

import dev.openllm.server.http.Body;
import dev.openllm.server.http.Failures;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.Proxies;
import dev.openllm.server.http.Target;
import dev.openllm.server.http.TimeLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * Sends HTTP requests with the JDK HTTP client. A separate instance is created for each version of the network
 * settings. The client supports TLS and proxies, and uses HTTP/2 if the server offers it. Connections are pooled and
 * shared. This class is thread-safe.
 */
final class JdkHttp {

    static {
        // The JDK sends a user name and password to a tunneling proxy only if this property is set to an empty value
        // before the property is first used. Source:
        // https://docs.oracle.com/en/java/javase/25/docs/api/java.base/java/net/doc-files/net-properties.html
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
    }

    private static final int CONNECT_CHECK_TIMEOUT_MS = 1000;

    private final Proxies proxies;
    private final Trust trust;
    private final Executor executor;
    // The HTTP clients by connection timeout. Multiple clients are needed because the JDK applies the connection
    // timeout to a client and not to a request.
    private final ConcurrentMap<Duration, HttpClient> clients = new ConcurrentHashMap<>();

    /** @param executor the executor for TLS handshakes, which would otherwise block the client's only selector thread */
    JdkHttp(Proxies proxies, Trust trust, Executor executor) {
        this.proxies = proxies;
        this.trust = trust;
        this.executor = executor;
    }

    /** Sends a request as described for {@code HttpSender#send}. */
    HttpAnswer send(HttpCall call, Target target) {
        HttpRequest request = request(call, target);
        Body body = new Body(target, call.limits());
        try {
            HttpResponse<Body> response = client(call.limits().connect()).send(request, head -> body);
            if (response.statusCode() == 407 && target.proxy().isPresent()) {
                body.close();
                throw Failures.proxyAuthenticationRequired(target);
            }
            return new HttpAnswer(
                    response.statusCode(), withLowercaseNames(response.headers().map()), body);
        } catch (HttpConnectTimeoutException late) {
            throw target.secure() && target.proxy().isEmpty() && acceptsConnections(target)
                    ? Failures.handshakeTimeout(target, call.limits().connect())
                    : Failures.of(late, target, call.limits());
        } catch (IOException failed) {
            throw Failures.of(failed, target, call.limits());
        } catch (InterruptedException canceled) {
            Thread.currentThread().interrupt();
            throw Failures.canceled();
        }
    }

    /**
     * Returns whether the server accepts connections. This check is necessary because the JDK connection timeout covers
     * both the connection and the TLS handshake, and the JDK exception does not specify which step exceeded the
     * timeout.
     */
    private static boolean acceptsConnections(Target target) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_CHECK_TIMEOUT_MS);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }

    /** Loads the classes that the first request needs. */
    void warmUp() {
        client(TimeLimits.CHAT.connect());
    }

    private HttpClient client(Duration connectTimeout) {
        return clients.computeIfAbsent(
                connectTimeout,
                limit -> HttpClient.newBuilder()
                        .executor(executor)
                        .connectTimeout(limit)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(proxies.selector())
                        .sslContext(trust.context())
                        .build());
    }

    private static HttpRequest request(HttpCall call, Target target) {
        HttpRequest.Builder builder = HttpRequest.newBuilder()
                .uri(call.uri())
                .version(target.secure() ? Version.HTTP_2 : Version.HTTP_1_1)
                .timeout(call.limits().connect().plus(call.limits().firstByte()))
                .method(
                        call.method(),
                        call.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        builder.setHeader("User-Agent", HttpCall.USER_AGENT);
        call.headers().forEach((name, value) -> setHeader(builder, name, value));
        target.proxy()
                .flatMap(Proxies.HttpProxy::authorization)
                .ifPresent(value -> builder.setHeader("Proxy-Authorization", value));
        return builder.build();
    }

    private static void setHeader(HttpRequest.Builder builder, String name, String value) {
        try {
            builder.setHeader(name, value);
        } catch (IllegalArgumentException unsendable) {
            // The exception message contains the header value, which can be an API key. Therefore, the message is not
            // passed on.
            throw Failures.invalidHeader(name);
        }
    }

    private static Map<String, String> withLowercaseNames(Map<String, List<String>> headers) {
        Map<String, String> firstValues = HashMap.newHashMap(headers.size());
        headers.forEach((name, values) -> firstValues.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return firstValues;
    }
}
