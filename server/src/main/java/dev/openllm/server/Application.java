package dev.openllm.server;

import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.server.cli.CommandLineTool;
import dev.openllm.server.cli.Servers;
import dev.openllm.server.config.ConfigPlaces;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.rpc.ConnectionControl;
import dev.openllm.server.rpc.PeerAccess;
import dev.openllm.server.rpc.PeerLimits;
import dev.openllm.server.rpc.ServerEndpoint;
import dev.openllm.server.rpc.Services;
import dev.openllm.server.rpc.Standing;
import dev.openllm.server.rpc.StdioServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The entry of the program: serves an editor at once, and leaves everything else to the command line. */
public final class Application {

    /** How editors start the server. Known here so that no command line parser is loaded on that way. */
    private static final List<String> SERVE_STDIO = List.of("serve", "--stdio");

    private Application() {}

    public static void main(String[] arguments) {
        int exitCode = Arrays.asList(arguments).equals(SERVE_STDIO) ? serveStdio() : runCommand(arguments);
        // Threads of libraries (D-Bus, watches) must not keep a process alive whose work is done.
        System.exit(exitCode);
    }

    private static int serveStdio() {
        StdioServer server = StdioServer.onProcessStreams();
        // The editor waits for the answer to initialize, so the rest is put together beside it.
        server.serve(Graph.VERSION, CompletableFuture.supplyAsync(() -> {
            Graph graph = Graph.of(LiveConfig.of(ConfigPlaces.ofThisMachine()));
            Services services = graph.services();
            peerAccess(graph, services).followSetting();
            return services;
        }));
        return 0;
    }

    private static int serveWebSocket() {
        Graph graph = Graph.of(LiveConfig.of(ConfigPlaces.ofThisMachine()));
        Services services = graph.services();
        PeerAccess access = peerAccess(graph, services);
        access.open();
        System.err.println(access.description());
        services.warmUp().run();
        try {
            Thread.currentThread().join(); // until a signal ends the process
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static PeerAccess peerAccess(Graph graph, Services services) {
        PeerAccess access =
                new PeerAccess(services, PeerLimits.DEFAULT, graph.config()::folders, System.getenv());
        // However the process ends, the file that tells of it goes with it.
        Runtime.getRuntime().addShutdownHook(new Thread(access::close));
        return access;
    }

    private static int runCommand(String[] arguments) {
        return new CommandLineTool(new OwnServers(), System.in, utf8(FileDescriptor.out), utf8(FileDescriptor.err))
                .run(arguments);
    }

    /** Answers of models are UTF-8 whatever the locale says; each piece leaves at once where it is flushed. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Servers in this process, each command its own. */
    private static final class OwnServers implements Servers {

        @Override
        public OpenLlmServer open(OpenLlmClient client, Optional<Path> configFile) {
            ConfigPlaces places = ConfigPlaces.ofThisMachine();
            LiveConfig config = configFile
                    .map(file -> LiveConfig.ofFile(places, file))
                    .orElseGet(() -> LiveConfig.of(places));
            return new ServerEndpoint(
                    Graph.of(config).servicesForOneCommand(), client, Standing.OWNER, ConnectionControl.NONE);
        }

        @Override
        public String version() {
            return Graph.VERSION;
        }

        @Override
        public int serveStdio() {
            return Application.serveStdio();
        }

        @Override
        public int serveWebSocket() {
            return Application.serveWebSocket();
        }
    }
}
