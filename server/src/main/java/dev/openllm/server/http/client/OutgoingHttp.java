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
 * Sends every request that leaves this program, in one of two ways: {@link JdkHttp} to {@code https} addresses and
 * through proxies, {@link CleartextHttp} to the other {@code http} addresses. Nothing else in the product connects to
 * providers, so the {@link HostPolicy} is enforced here. Safe for use by many threads.
 */
public final class OutgoingHttp implements HttpSender {

    private final HostPolicy hosts;
    private final Map<String, String> environment;
    private final Consumer<String> warnings;
    private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final CleartextHttp plain = new CleartextHttp();
    private volatile Network network;

    /** Without a policy. */
    public OutgoingHttp(Map<String, String> environment, NetworkSettings settings, Consumer<String> warnings) {
        this(environment, settings, HostPolicy.ANY, warnings);
    }

    /**
     * @param environment the process's environment: {@code HTTPS_PROXY}, {@code NO_PROXY}, {@code SSL_CERT_FILE}, …
     * @param settings the network settings
     * @param hosts checked before each connection
     * @param warnings receives sentences for the log: unreadable certificate files, disabled checks
     */
    public OutgoingHttp(
            Map<String, String> environment, NetworkSettings settings, HostPolicy hosts, Consumer<String> warnings) {
        this.hosts = hosts;
        this.environment = Map.copyOf(environment);
        this.warnings = warnings;
        this.network = network(settings);
    }

    /** Uses other settings for requests from now on. Running requests keep theirs. */
    public void use(NetworkSettings settings) {
        if (!network.settings.equals(settings)) {
            // The former clients are not shut down: each ends by itself with the last of its running requests.
            network = network(settings);
        }
    }

    /** Loads what the first request needs. Worth a thread of its own, after the first reply to a client. */
    public void warm() {
        network.jdk.warm();
    }

    /** Loads what the first request to an {@code https} address needs in addition: some 150 certificates. */
    public void warmTrust() {
        network.jdk.warm();
        network.trust.load();
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        Network current = network;
        Target target = Target.of(call.uri(), current.proxies);
        hosts.require(Role.TARGET, target.host(), target.port());
        target.proxy().ifPresent(proxy -> hosts.require(Role.PROXY, proxy.host(), proxy.port()));
        boolean direct = !target.secure() && target.proxy().isEmpty();
        HttpAnswer answer = direct ? plain.send(call, target) : current.jdk.send(call, target);
        HttpAnswer decoded = DecodedBody.of(answer, target);
        return new HttpAnswer(decoded.status(), decoded.headers(), new BoundedBody(decoded.body(), BoundedBody.STREAM));
    }

    @Override
    public boolean listens(URI address, Duration timeout) {
        hosts.require(Role.TARGET, address.getHost(), LocalPorts.port(address));
        return LocalPorts.accepts(address, timeout);
    }

    private Network network(NetworkSettings settings) {
        Proxies proxies = Proxies.of(settings, environment);
        Trust trust = Trust.of(settings, environment, warnings);
        return new Network(settings, proxies, trust, new JdkHttp(proxies, trust, virtualThreads));
    }

    /** Everything that depends on one state of the settings. */
    private record Network(NetworkSettings settings, Proxies proxies, Trust trust, JdkHttp jdk) {}
}
