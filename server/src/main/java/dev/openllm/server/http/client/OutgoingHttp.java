package dev.openllm.server.http.client;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.server.http.BoundedBody;
import dev.openllm.server.http.HostPolicy;
import dev.openllm.server.http.HostPolicy.Role;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.LocalPorts;
import dev.openllm.server.http.Proxies;
import dev.openllm.server.http.Target;
import dev.openllm.server.http.cleartext.CleartextHttp;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Sends all HTTP requests of this product. Requests to {@code https} addresses and requests through proxies are sent
 * with {@link JdkHttp}, and all other requests with {@link CleartextHttp}. No other class connects to providers, so the
 * {@link HostPolicy} is enforced here. This class is thread-safe.
 */
public final class OutgoingHttp implements HttpSender {

    private final HostPolicy hostPolicy;
    private final Map<String, String> environment;
    private final Consumer<String> warnings;
    private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final CleartextHttp cleartextHttp = new CleartextHttp();
    private volatile Network network;

    /** Creates a sender that can connect to all hosts. */
    public OutgoingHttp(Map<String, String> environment, NetworkSettings settings, Consumer<String> warnings) {
        this(environment, settings, HostPolicy.ANY, warnings);
    }

    /**
     * @param environment the environment variables of the process, such as {@code HTTPS_PROXY}, {@code NO_PROXY}, and
     *     {@code SSL_CERT_FILE}
     * @param settings the network settings
     * @param hostPolicy the policy that is checked before each connection
     * @param warnings a callback that receives log messages about unreadable certificate files and disabled certificate
     *     checks
     */
    public OutgoingHttp(
            Map<String, String> environment,
            NetworkSettings settings,
            HostPolicy hostPolicy,
            Consumer<String> warnings) {
        this.hostPolicy = hostPolicy;
        this.environment = Map.copyOf(environment);
        this.warnings = warnings;
        this.network = network(settings);
    }

    /**
     * Uses the specified settings for all subsequent requests. Requests that are already running continue with the
     * previous settings.
     */
    public void applySettings(NetworkSettings settings) {
        if (!network.settings.equals(settings)) {
            // The previous clients are not shut down. Each client stops automatically after its last running request.
            network = network(settings);
        }
    }

    /**
     * Loads the classes that the first request needs. Call this method on a separate thread, after the first reply to a
     * client.
     */
    public void warmUp() {
        network.jdk.warmUp();
    }

    /**
     * Loads the additional classes and data that the first request to an {@code https} address needs, including about
     * 150 certificates.
     */
    public void warmUpTrust() {
        network.jdk.warmUp();
        network.trust.load();
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        Network current = network;
        Target target = Target.of(call.uri(), current.proxies);
        hostPolicy.require(Role.TARGET, target.host(), target.port());
        target.proxy().ifPresent(proxy -> hostPolicy.require(Role.PROXY, proxy.host(), proxy.port()));
        boolean direct = !target.secure() && target.proxy().isEmpty();
        HttpAnswer response = direct ? cleartextHttp.send(call, target) : current.jdk.send(call, target);
        HttpAnswer decoded = DecodedBody.of(response, target);
        return new HttpAnswer(
                decoded.status(), decoded.headers(), new BoundedBody(decoded.body(), BoundedBody.MAX_STREAM_BYTES));
    }

    @Override
    public boolean isListening(URI address, Duration timeout) {
        hostPolicy.require(Role.TARGET, address.getHost(), LocalPorts.port(address));
        return LocalPorts.acceptsConnections(address, timeout);
    }

    private Network network(NetworkSettings settings) {
        Proxies proxies = Proxies.of(settings, environment);
        Trust trust = Trust.of(settings, environment, warnings);
        return new Network(settings, proxies, trust, new JdkHttp(proxies, trust, virtualThreads));
    }

    /** The components that are re-created when the network settings change. */
    private record Network(NetworkSettings settings, Proxies proxies, Trust trust, JdkHttp jdk) {}
}
