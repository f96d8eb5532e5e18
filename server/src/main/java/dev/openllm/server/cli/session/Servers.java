package dev.openllm.server.cli.session;

import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.config.ConfigLevel;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Where the commands get a server from. */
public interface Servers {

    /**
     * A server of its own for this command, not yet initialized.
     *
     * @param client is told the events of chats and the problems of the configuration
     * @param configFile the one file that is read instead of the user's and the workspace's
     */
    OpenLlmServer open(OpenLlmClient client, Optional<Path> configFile);

    /**
     * The server that runs for the current folder in another process, such as that of an open VS Code.
     *
     * @param introduction who asks
     * @param passedOver told, in a sentence, of one that runs and cannot be used
     */
    Optional<Running> running(OpenLlmClient client, InitializeParams introduction, Consumer<String> passedOver);

    /**
     * A server in another process.
     *
     * @param server initialized
     * @param leave ends the connection to it
     */
    record Running(OpenLlmServer server, long processId, Runnable leave) {}

    /**
     * The settings that VS Code keeps in a file.
     *
     * @param level the user's, or those of this folder
     * @param file where they are not in the usual place
     */
    EditorSettings editorSettings(ConfigLevel level, Optional<Path> file);

    /** The folder that the command runs in, and the user's decisions about folders. */
    WorkspaceFolders folders();

    /**
     * A file of the usage record that was repaired.
     *
     * @param movedTo where its damaged lines are now
     */
    record RepairedUsage(Path file, int damagedLines, Path movedTo) {}

    /**
     * Moves damaged lines out of the usage record.
     *
     * @return the files that had some
     * @throws dev.openllm.protocol.error.OpenLlmException when one cannot be read or written
     */
    List<RepairedUsage> repairUsage();

    /** The tokens of the gateway that have names. */
    GatewayTokenStore gatewayTokens();

    /**
     * Starts a gateway in this process for one program.
     *
     * @param server one that {@link #open} returned, whose models are served
     * @param program the name of the program, which is the consumer in the record of use
     */
    LaunchGateway launchGateway(OpenLlmServer server, String program);

    /**
     * Uses a gateway of the same user that is running.
     *
     * @param address without a path; on loopback
     * @throws dev.openllm.protocol.error.OpenLlmException when none answers there, or it is another user's
     */
    LaunchGateway launchGateway(URI address, String program);

    /** The environment of this process. */
    default Map<String, String> environment() {
        return System.getenv();
    }

    /** The user's own folder, where chats are stored. */
    Path userFolder();

    /** Whether chats of the command line may be stored; a configuration that cannot be read forbids it. */
    boolean storesChats(Optional<Path> configFile);

    /** For documents that are named by their address. */
    WebDocuments web(Optional<Path> configFile);

    /** The gateway in the background. */
    GatewayService gatewayService();

    /**
     * How a gateway is run.
     *
     * @param port 0 for any
     * @param withToken whether clients must show the token
     * @param ollamaPort a second port, for programs that speak Ollama's API and cannot send a token; 0 for any
     * @param container on all interfaces of a container, with a token that was set
     * @param background as the one that runs in the background
     */
    record GatewayMode(int port, boolean withToken, OptionalInt ollamaPort, boolean container, boolean background) {}

    /** The version of this program. */
    String version();

    /** Serves JSON-RPC on stdin and stdout until the client leaves. @return the exit code */
    int serveStdio();

    /**
     * Serves JSON-RPC over a WebSocket on loopback until the process is told to end. @return the exit code
     *
     * @throws dev.openllm.protocol.error.OpenLlmException when it cannot listen, or cannot tell of it privately
     */
    int serveWebSocket();

    /**
     * Answers the gateway's APIs until the process is told to end. @return the exit code
     *
     * @throws dev.openllm.protocol.error.OpenLlmException when a port is taken, or the configuration of the gateway is
     *     invalid
     */
    int serveGateway(GatewayMode mode);
}
