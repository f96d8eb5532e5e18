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

/**
 * Creates and finds the servers that commands use, and provides access to local data, such as tokens and stored
 * settings.
 */
public interface Servers {

    /**
     * Creates a server for this command. The caller must initialize the server.
     *
     * @param client the receiver of chat events and configuration problems
     * @param configFile the file that is read instead of the user and workspace configuration files
     */
    OpenLlmServer open(OpenLlmClient client, Optional<Path> configFile);

    /**
     * Connects to a server that is running for the current folder in another process, such as the server of an open VS
     * Code window.
     *
     * @param initializeParams the parameters that identify the command
     * @param skipped the callback that receives a message about each running server that cannot be used
     */
    Optional<Running> running(OpenLlmClient client, InitializeParams initializeParams, Consumer<String> skipped);

    /**
     * A server in another process.
     *
     * @param server the initialized server
     * @param version the version of the program that runs the server
     * @param disconnect the action that ends the connection to the server
     */
    record Running(OpenLlmServer server, long processId, String version, Runnable disconnect) {}

    /**
     * Returns the settings that VS Code stores in a file.
     *
     * @param level the configuration level: user, or workspace for the current folder
     * @param file the path of the file; empty for the default location
     */
    EditorSettings editorSettings(ConfigLevel level, Optional<Path> file);

    /** Returns the folders that have their own configuration, and the trust decisions for these folders. */
    WorkspaceFolders folders();

    /**
     * A file of the usage record from which damaged lines were removed.
     *
     * @param movedTo the file to which the damaged lines were moved
     */
    record RepairedUsage(Path file, int damagedLines, Path movedTo) {}

    /**
     * Moves damaged lines from the files of the usage record to separate files.
     *
     * @return the files that contained damaged lines
     * @throws dev.openllm.protocol.error.OpenLlmException if a file cannot be read or written
     */
    List<RepairedUsage> repairUsage();

    /** Returns the named tokens of the gateway. */
    GatewayTokenStore gatewayTokens();

    /**
     * Starts a gateway in this process for one launched program.
     *
     * @param server the server that was returned by {@link #open} and provides the models
     * @param program the name of the program, which is the client name in the usage record
     */
    LaunchGateway launchGateway(OpenLlmServer server, String program);

    /**
     * Connects to a running gateway that belongs to the same user.
     *
     * @param address the loopback address of the gateway, without a path
     * @throws dev.openllm.protocol.error.OpenLlmException if no gateway responds at the address, or if the gateway
     *     belongs to a different user
     */
    LaunchGateway launchGateway(URI address, String program);

    /** Returns the environment variables of this process. */
    default Map<String, String> environment() {
        return System.getenv();
    }

    /** Returns the user's configuration folder, in which chats are stored. */
    Path userFolder();

    /**
     * Returns whether chats of the command line can be stored. The result is {@code false} if the configuration cannot
     * be read.
     */
    boolean storesChats(Optional<Path> configFile);

    /** Returns the object that fetches the documents that the user specifies by URL. */
    WebDocuments web(Optional<Path> configFile);

    /** Returns the object that controls the background gateway. */
    GatewayService gatewayService();

    /**
     * The options for running a gateway.
     *
     * @param port the port, or 0 for any free port
     * @param withToken whether clients must send a token
     * @param ollamaPort the additional port for clients that use the Ollama API and cannot send a token, or 0 for any
     *     free port
     * @param container whether to listen on all interfaces of a container and use a preset token
     * @param background whether to run as the background gateway
     */
    record GatewayMode(int port, boolean withToken, OptionalInt ollamaPort, boolean container, boolean background) {}

    /** Returns the version of this product. */
    String version();

    /** Serves JSON-RPC over stdin and stdout until the client disconnects. @return the exit code */
    int serveStdio();

    /**
     * Serves JSON-RPC over a WebSocket on the loopback interface until the process ends.
     *
     * @return the exit code
     * @throws dev.openllm.protocol.error.OpenLlmException if the server cannot listen or cannot write its address to a
     *     private file
     */
    int serveWebSocket();

    /**
     * Serves the gateway APIs until the gateway is stopped.
     *
     * @return the exit code
     * @throws dev.openllm.protocol.error.OpenLlmException if a port is in use or the gateway configuration is invalid
     */
    int serveGateway(GatewayMode mode);
}
