package dev.openllm.server.rpc.peer;

import dev.openllm.protocol.LogParams;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.Config;
import dev.openllm.server.rpc.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Gives the user's other programs access to this server by listening for connections and publishing the server's
 * address in a file.
 */
public final class PeerAccess implements AutoCloseable {

    private final Services services;
    private final PeerLimits limits;
    private final Supplier<List<String>> workspaceFolders;
    private final Path runtimeFolder;
    private final RuntimeFile runtimeFile;
    private PeerServer server;

    /**
     * @param workspaceFolders a supplier of the open folders, which are published so that clients can choose the server in which
     *     their folder is open
     */
    public PeerAccess(
            Services services,
            PeerLimits limits,
            Supplier<List<String>> workspaceFolders,
            Map<String, String> environment) {
        this.services = services;
        this.limits = limits;
        this.workspaceFolders = workspaceFolders;
        this.runtimeFolder = RuntimeFile.folder(environment);
        this.runtimeFile = new RuntimeFile(runtimeFolder);
    }

    /**
     * Starts to observe the setting {@code rpc.enabled}. The server listens for connections while this setting is true.
     */
    public void followSetting() {
        applySetting(services.config().current());
        services.config().onChange(this::applySetting);
    }

    private synchronized void applySetting(Config config) {
        boolean enabled = Boolean.parseBoolean(config.settings().getOrDefault("rpc.enabled", "false"));
        try {
            if (enabled) {
                open();
            } else if (server != null) {
                close();
            }
        } catch (OpenLlmException failed) {
            services.clientNotifier().log(LogParams.Level.ERROR, failed.getMessage());
        }
    }

    /**
     * Starts listening, unless the server is already listening, and publishes the address of the listener.
     *
     * @throws OpenLlmException of kind {@code network} if no port is available, or of kind {@code config} if access to
     *     the file with the address cannot be restricted to the user
     */
    public synchronized void open() {
        if (server == null) {
            server = PeerServer.start(services, limits);
        }
        try {
            runtimeFile.publish(server.port(), server.token(), workspaceFolders.get());
        } catch (IOException failed) {
            close();
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of(
                            "Other programs cannot connect because access to {0} cannot be restricted to your user "
                                    + "account.",
                            runtimeFolder),
                    UserText.of("Take ownership of the folder, or set OPENLLM_RUNTIME_DIR to another folder."));
        }
    }

    /** Returns a message for the user that contains the listener's address and the location of the token. */
    public synchronized String description() {
        return server == null
                ? "Not listening."
                : "Listening on ws://127.0.0.1:" + server.port() + "; the token is in " + runtimeFile + ".";
    }

    /** Stops listening, ends all connections, and deletes the file with the server's address. */
    @Override
    public synchronized void close() {
        runtimeFile.remove();
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
