package dev.openllm.server.gateway;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.completion.Completions;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ConfigSource;
import dev.openllm.server.embedding.Embeddings;
import dev.openllm.server.provider.Providers;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs the gateway on the port specified by {@code gateway.port} while the setting {@code gateway.enabled} is true. */
public final class GatewayAccess implements AutoCloseable {

    private final Chats chats;
    private final Supplier<Embeddings> embeddings;
    private final Supplier<Completions> completions;
    private final Providers providers;
    private final Supplier<GatewayToken> token;
    private final NamedTokens namedTokens;
    private final Consumer<String> log;
    private Gateway gateway;
    private int requestedPort;
    private volatile Config currentConfig = Config.EMPTY;

    /**
     * Creates an instance. The gateway is not started until {@link #follow} is called.
     *
     * @param embeddings a supplier that creates the {@link Embeddings} at first use
     * @param token a supplier of the token that clients must send, called when the gateway starts
     * @param namedTokens the named tokens that clients can send instead
     * @param log a callback that receives a message when the gateway starts or fails to start, and each distinct notice
     *     about omitted request content
     */
    public GatewayAccess(
            Chats chats,
            Supplier<Embeddings> embeddings,
            Supplier<Completions> completions,
            Providers providers,
            Supplier<GatewayToken> token,
            NamedTokens namedTokens,
            Consumer<String> log) {
        this.namedTokens = namedTokens;
        this.chats = chats;
        this.embeddings = embeddings;
        this.completions = completions;
        this.providers = providers;
        this.token = token;
        this.log = log;
    }

    /** Applies the current settings, and applies the new settings after each configuration change. */
    public void follow(ConfigSource config) {
        apply(config.current());
        config.onChange(this::apply);
    }

    private synchronized void apply(Config config) {
        currentConfig = config;
        boolean enabled = Boolean.parseBoolean(config.settings().getOrDefault("gateway.enabled", "false"));
        int port = port(config.settings().getOrDefault("gateway.port", "0"));
        if (gateway != null && (!enabled || port != requestedPort)) {
            close();
        }
        if (enabled && gateway == null) {
            open(port, config);
        }
    }

    private void open(int port, Config config) {
        requestedPort = port;
        try {
            AllowedClients.of(config);
            GatewayToken gatewayToken = token.get();
            gateway = Gateway.start(
                    chats,
                    embeddings,
                    completions,
                    providers,
                    new ListenOptions(port, false, AllowedClients.supplier(() -> currentConfig)),
                    Optional.of(gatewayToken.value()),
                    namedTokens,
                    log);
            log.accept("The gateway listens on http://127.0.0.1:" + gateway.port() + "; its token is in "
                    + gatewayToken.source() + ".");
        } catch (OpenLlmException failed) {
            log.accept(failed.getMessage()
                    + failed.info().hint().map(hint -> " " + hint).orElse(""));
        }
    }

    private static int port(String value) {
        return value.matches("\\d{1,5}") ? Math.min(Integer.parseInt(value), 65535) : 0;
    }

    /** Returns the port in use, or an empty result if the gateway is not running. */
    public synchronized Optional<Integer> port() {
        return Optional.ofNullable(gateway).map(Gateway::port);
    }

    @Override
    public synchronized void close() {
        if (gateway != null) {
            gateway.close();
            gateway = null;
        }
    }
}
