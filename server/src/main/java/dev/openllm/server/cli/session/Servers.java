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
     * A new server for this command, not yet initialized.
     *
     * @param client receives the events of chats and the problems of the configuration
     * @param configFile the one file that is read instead of the user's and the workspace's
     */
    OpenLlmServer open(OpenLlmClient client, Optional<Path> configFile);

    /**
     * The server that runs for the current folder in another process, such as that of an open VS Code.
     *
     * @param introduction identifies the command
     * @param passedOver receives a sentence about a running server that cannot be used
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
     * The settings that VS Code stores in a file.
     *
     * @param level the user's, or those of this folder
     * @param file if they are not in the usual location
     */
    EditorSettings editorSettings(ConfigLevel level, Optional<Path> file);

    /** The folder that the command runs in, and the user's decisions about folders. */
    WorkspaceFolders folders();

    /**
     * A repaired file of the usage record.
     *
     * @param movedTo the file with its damaged lines
     */
    record RepairedUsage(Path file, int damagedLines, Path movedTo) {}

    /**
     * Moves damaged lines out of the usage record.
     *
     * @return the files that had some
     * @throws dev.openllm.protocol.error.OpenLlmException when one cannot be read or written
     */
    List<RepairedUsage> repairUsage();

    /** The gateway's named tokens. */
    GatewayTokenStore gatewayTokens();

    /**
     * Starts a gateway in this process for one program.
     *
     * @param server returned by {@link #open}; its models are served
     * @param program the name of the program, which is the consumer in the usage record
     */
    LaunchGateway launchGateway(OpenLlmServer server, String program);

    /**
     * Uses a running gateway of the same user.
     *
     * @param address without a path; on loopback
     * @throws dev.openllm.protocol.error.OpenLlmException when none responds there, or it is another user's
     */
    LaunchGateway launchGateway(URI address, String program);

    /** The environment of this process. */
    default Map<String, String> environment() {
        return System.getenv();
    }

    /** The user's own folder, where chats are stored. */
    Path userFolder();

    /** Whether chats of the command line may be stored; not with a configuration that cannot be read. */
    boolean storesChats(Optional<Path> configFile);

    /** For documents that are named by a URL. */
    WebDocuments web(Optional<Path> configFile);

    /** The background gateway. */
    GatewayService gatewayService();

    /**
     * How a gateway is run.
     *
     * @param port 0 for any
     * @param withToken whether clients must send the token
     * @param ollamaPort a second port, for programs that use Ollama's API and cannot send a token; 0 for any
     * @param container on all interfaces of a container, with a token that was set
     * @param background as the background gateway
     */
    record GatewayMode(int port, boolean withToken, OptionalInt ollamaPort, boolean container, boolean background) {}

    /** The version of this program. */
    String version();

    /** Serves JSON-RPC on stdin and stdout until the client leaves. @return the exit code */
    int serveStdio();

    /**
     * Serves JSON-RPC over a WebSocket on loopback until the process is ended.
     *
     * @return the exit code
     * @throws dev.openllm.protocol.error.OpenLlmException when it cannot listen, or cannot publish its address
     *     privately
     */
    int serveWebSocket();

    /**
     * Serves the gateway's APIs until the process is ended.
     *
     * @return the exit code
     * @throws dev.openllm.protocol.error.OpenLlmException when a port is in use, or the configuration of the gateway is
     *     invalid
     */
    int serveGateway(GatewayMode mode);
}
