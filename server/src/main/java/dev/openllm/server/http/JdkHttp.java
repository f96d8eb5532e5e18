package dev.openllm.server.http;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Sends requests: with the JDK's client to {@code https} addresses, in HTTP/2 where the server offers it, and to
 * whatever stands behind a proxy; with {@link PlainHttp} to the other {@code http} addresses. Connections are kept and
 * shared. Safe for use by many threads.
 */
public final class JdkHttp implements HttpSender {

    static {
        // The JDK refuses user and password for a proxy that tunnels unless this is emptied before its first use.
        // Source: https://docs.oracle.com/en/java/javase/25/docs/api/java.base/java/net/doc-files/net-properties.html
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
    }

    static final String USER_AGENT = "open-llm";

    private final Map<String, String> environment;
    private final Consumer<String> warnings;
    /** Handshakes of TLS would hold up everyone on the client's one selecting thread. */
    private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final PlainHttp plain = new PlainHttp();
    private volatile Network network;

    /**
     * @param environment the process's environment: {@code HTTPS_PROXY}, {@code NO_PROXY}, {@code SSL_CERT_FILE}, …
     * @param settings how to reach the world
     * @param warnings takes sentences for the log: certificate files that cannot be read, checks switched off
     */
    public JdkHttp(Map<String, String> environment, NetworkSettings settings, Consumer<String> warnings) {
        this.environment = Map.copyOf(environment);
        this.warnings = warnings;
        this.network = new Network(settings);
    }

    /** Uses other settings for requests from now on. Running requests end as they began. */
    public void use(NetworkSettings settings) {
        if (!network.settings.equals(settings)) {
            // The former clients are not shut down: each ends by itself with the last of its running requests.
            network = new Network(settings);
        }
    }

    /** Loads what the first request needs. Worth a thread of its own, behind the first answer to a client. */
    public void warm() {
        network.client(TimeLimits.CHAT.connect());
    }

    /** Loads what the first request to an {@code https} address needs besides: some 150 certificates. */
    public void warmTrust() {
        network.client(TimeLimits.CHAT.connect());
        network.trust.load();
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        Network current = network;
        Target target = Target.of(call.uri(), current.proxies);
        if (!target.secure() && target.proxy().isEmpty()) {
            return plain.send(call, target);
        }
        HttpRequest request = request(call, target);
        Body body = new Body(target, call.limits());
        try {
            HttpResponse<Body> response =
                    current.client(call.limits().connect()).send(request, head -> body);
            if (response.statusCode() == 407 && target.proxy().isPresent()) {
                body.close();
                throw Failures.proxyWantsPassword(target);
            }
            return new HttpAnswer(response.statusCode(), lowerCase(response.headers().map()), body);
        } catch (IOException failed) {
            throw Failures.of(failed, target, call.limits());
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw Failures.cancelled();
        }
    }

    private static HttpRequest request(HttpCall call, Target target) {
        HttpRequest.Builder builder = HttpRequest.newBuilder()
                .uri(call.uri())
                .version(target.secure() ? Version.HTTP_2 : Version.HTTP_1_1)
                .timeout(call.limits().connect().plus(call.limits().firstByte()))
                .method(
                        call.method(),
                        call.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        builder.setHeader("User-Agent", USER_AGENT);
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
            // The JDK's message repeats the value, which may be a key: it is not passed on.
            throw Failures.unsendable(name);
        }
    }

    private static Map<String, String> lowerCase(Map<String, List<String>> headers) {
        Map<String, String> first = HashMap.newHashMap(headers.size());
        headers.forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return first;
    }

    /** Everything that follows from one state of the settings. */
    private final class Network {

        private final NetworkSettings settings;
        private final Proxies proxies;
        private final Trust trust;
        // The JDK keeps the limit for connecting with the client, so there is one client for each limit.
        private final ConcurrentMap<Duration, HttpClient> clients = new ConcurrentHashMap<>();

        Network(NetworkSettings settings) {
            this.settings = settings;
            this.proxies = Proxies.of(settings, environment);
            this.trust = Trust.of(settings, environment, warnings);
        }

        HttpClient client(Duration connect) {
            return clients.computeIfAbsent(connect, limit -> HttpClient.newBuilder()
                    .executor(virtualThreads)
                    .connectTimeout(limit)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(proxies.selector())
                    .sslContext(trust.context())
                    .build());
        }
    }

    /** Where a request goes, in the words of error messages. */
    record Target(String host, int port, boolean secure, Optional<Proxies.HttpProxy> proxy) {

        static Target of(URI uri, Proxies proxies) {
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw new OpenLlmException(
                        ErrorKind.CONFIG,
                        "The base URL is not an address that can be asked.",
                        "Write it as http://host:port/path or https://host/path.");
            }
            boolean secure = scheme.equals("https");
            int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
            return new Target(uri.getHost(), port, secure, proxies.choose(uri));
        }

        /** {@code host:port}. */
        String address() {
            return host + ":" + port;
        }
    }
}
