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

/** The source of the servers that commands use. */
public interface Servers {

    /**
     * Creates a server for this command, which is not yet initialized.
     *
     * @param client the receiver of chat events and configuration problems
     * @param configFile the file that is read instead of the user and workspace configuration files
     */
    OpenLlmServer open(OpenLlmClient client, Optional<Path> configFile);

    /**
     * Finds a server for the current folder that is running in another process, such as the server of an open VS Code.
     *
     * @param introduction the parameters that identify the command
     * @param passedOver receives a sentence about each running server that cannot be used
     */
    Optional<Running> running(OpenLlmClient client, InitializeParams introduction, Consumer<String> passedOver);

    /**
     * A server in another process.
     *
     * @param server the initialized server
     * @param version the version of the server's program
     * @param leave ends the connection to the server
     */
    record Running(OpenLlmServer server, long processId, String version, Runnable leave) {}

    /**
     * Returns the settings that VS Code stores in a file.
     *
     * @param level the level of the settings: user, or workspace for this folder
     * @param file the file, if it is not in the standard location
     */
    EditorSettings editorSettings(ConfigLevel level, Optional<Path> file);

    /** Returns the folders, including the current folder, and the user's decisions about them. */
    WorkspaceFolders folders();

    /**
     * A repaired file of the usage record.
     *
     * @param movedTo the file that contains the damaged lines
     */
    record RepairedUsage(Path file, int damagedLines, Path movedTo) {}

    /**
     * Moves damaged lines out of the usage record.
     *
     * @return the files that had damaged lines
     * @throws dev.openllm.protocol.error.OpenLlmException if a file cannot be read or written
     */
    List<RepairedUsage> repairUsage();

    /** Returns the named tokens of the gateway. */
    GatewayTokenStore gatewayTokens();

    /**
     * Starts a gateway in this process for one program.
     *
     * @param server the server returned by {@link #open}, whose models are served
     * @param program the name of the program, which is the consumer in the usage record
     */
    LaunchGateway launchGateway(OpenLlmServer server, String program);

    /**
     * Uses a running gateway of the same user.
     *
     * @param address the loopback address of the gateway, without a path
     * @throws dev.openllm.protocol.error.OpenLlmException if no gateway responds at the address, or if the gateway
     *     belongs to a different user
     */
    LaunchGateway launchGateway(URI address, String program);

    /** Returns the environment of this process. */
    default Map<String, String> environment() {
        return System.getenv();
    }

    /** Returns the user's configuration folder, in which chats are stored. */
    Path userFolder();

    /** Returns whether chats of the command line can be stored; false if the configuration cannot be read. */
    boolean storesChats(Optional<Path> configFile);

    /** Returns the reader of documents that are specified by URLs. */
    WebDocuments web(Optional<Path> configFile);

    /** Returns the background gateway. */
    GatewayService gatewayService();

    /**
     * The way in which a gateway is run.
     *
     * @param port the port, or 0 for any free port
     * @param withToken whether clients must send the token
     * @param ollamaPort the second port for programs that use the Ollama API and cannot send a token, or 0 for any free
     *     port
     * @param container whether to listen on all interfaces of a container, with a preset token
     * @param background whether to run as the background gateway
     */
    record GatewayMode(int port, boolean withToken, OptionalInt ollamaPort, boolean container, boolean background) {}

    /** Returns the version of this program. */
    String version();

    /** Serves JSON-RPC on stdin and stdout until the client disconnects. @return the exit code */
    int serveStdio();

    /**
     * Serves JSON-RPC over a WebSocket on loopback until the process is ended.
     *
     * @return the exit code
     * @throws dev.openllm.protocol.error.OpenLlmException if the server cannot listen or cannot write its address to a
     *     private file
     */
    int serveWebSocket();

    /**
     * Serves the APIs of the gateway until the process is ended.
     *
     * @return the exit code
     * @throws dev.openllm.protocol.error.OpenLlmException if a port is in use or the gateway configuration is invalid
     */
    int serveGateway(GatewayMode mode);
}
