package dev.openllm.server.rpc.peer;

import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.InitializeResult;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A server of this user that is running in another process. This process is connected to the server as a peer.
 *
 * @param server the server, which is already initialized
 * @param version the server version
 * @param disconnect the action that closes the connection and cancels its requests
 */
public record RunningServer(OpenLlmServer server, long processId, String version, Runnable disconnect) {

    /**
     * The time limit for connecting, and also the time limit for the first reply. Each step usually takes milliseconds
     * but can take seconds on a busy machine.
     */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Connects to a running server in which a folder is open. If the connection to a server fails, the next such server
     * is tried.
     *
     * @param environment the environment variables that determine the folder of the runtime files
     * @param warnings a callback that receives the reason why a running server is skipped
     */
    public static Optional<RunningServer> of(
            Path folder,
            Map<String, String> environment,
            OpenLlmClient client,
            InitializeParams initializeParams,
            Consumer<String> warnings) {
        for (PublishedServer published : PublishedServer.of(RuntimeFile.folder(environment), folder)) {
            if (published.protocolVersion() != InitializeResult.PROTOCOL_VERSION) {
                warnings.accept("The server that is running for this folder (" + published
                        + ") has a different version that this program cannot use. Update both.");
                continue;
            }
            Optional<RunningServer> running = connect(published, client, initializeParams);
            if (running.isPresent()) {
                return running;
            }
            warnings.accept("The server that is running for this folder (" + published + ") is not responding.");
        }
        return Optional.empty();
    }

    private static Optional<RunningServer> connect(
            PublishedServer published, OpenLlmClient client, InitializeParams initializeParams) {
        try {
            ServerConnection connection = ServerConnection.open(published, client, CONNECT_TIMEOUT);
            OpenLlmServer server = connection.server();
            try {
                InitializeResult self =
                        server.initialize(initializeParams).get(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                return Optional.of(
                        new RunningServer(server, published.processId(), self.serverVersion(), connection::close));
            } catch (ExecutionException | TimeoutException silent) {
                connection.close();
            } catch (InterruptedException ended) {
                connection.close();
                Thread.currentThread().interrupt();
            }
        } catch (IOException unreachable) {
            // The caller reports this error in the same way as a server that does not respond.
        }
        return Optional.empty();
    }
}
