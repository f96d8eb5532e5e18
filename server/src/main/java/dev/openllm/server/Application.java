package dev.openllm.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.LogParams;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsUpdateParams.Setting;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.access.UsageRepair;
import dev.openllm.server.cli.CommandLineTool;
import dev.openllm.server.cli.session.EditorSettings;
import dev.openllm.server.cli.session.GatewayService;
import dev.openllm.server.cli.session.GatewayTokenStore;
import dev.openllm.server.cli.session.LaunchGateway;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.WebDocuments;
import dev.openllm.server.cli.session.WorkspaceFolders;
import dev.openllm.server.cli.terminal.ProcessInput;
import dev.openllm.server.cli.terminal.ProcessOutput;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.edit.SettingsFile;
import dev.openllm.server.gateway.GatewayAccess;
import dev.openllm.server.gateway.GatewayToken;
import dev.openllm.server.gateway.NamedTokens;
import dev.openllm.server.http.HostPolicy;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.rpc.ClientRole;
import dev.openllm.server.rpc.ConnectionControl;
import dev.openllm.server.rpc.ServerEndpoint;
import dev.openllm.server.rpc.Services;
import dev.openllm.server.rpc.StdioServer;
import dev.openllm.server.rpc.peer.PeerAccess;
import dev.openllm.server.rpc.peer.PeerLimits;
import dev.openllm.server.rpc.peer.RunningServer;
import dev.openllm.server.startup.BackgroundTraining;
import dev.openllm.server.windows.WindowsArguments;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The entry point of the program. If an editor starts the program, the server is started immediately. In all other
 * cases, a command is run.
 */
public final class Application {

    /**
     * The arguments with which editors start the server. They are handled in this class so that the command line parser
     * is not loaded.
     */
    private static final List<String> SERVE_STDIO_ARGUMENTS = List.of("serve", "--stdio");

    private Application() {}

    public static void main(String[] arguments) {
        int exitCode = Arrays.asList(arguments).equals(SERVE_STDIO_ARGUMENTS)
                ? serveStdio()
                : runCommand(WindowsArguments.restore(arguments));
        // Library threads (D-Bus, file watchers) must not keep the process alive after its work is done.
        System.exit(exitCode);
    }

    static int serveStdio() {
        StdioServer server = StdioServer.onProcessStreams();
        // The editor waits for the reply to `initialize`, so all other parts are constructed concurrently.
        server.serve(CompositionRoot.VERSION, CompletableFuture.supplyAsync(() -> {
            CompositionRoot compositionRoot = CompositionRoot.of(LiveConfig.of(ConfigLocations.ofThisMachine()));
            reportIgnoredFiles(compositionRoot.config());
            Services services = compositionRoot.services();
            peerAccess(compositionRoot, services).followSetting();
            gatewayAccess(compositionRoot).follow(compositionRoot.config());
            BackgroundTraining.startLater();
            return services;
        }));
        return 0;
    }

    private static int serveWebSocket() {
        CompositionRoot compositionRoot = CompositionRoot.ofCurrentFolder();
        Services services = compositionRoot.services();
        PeerAccess access = peerAccess(compositionRoot, services);
        access.open();
        System.err.println(access.description());
        printIgnoredFiles(compositionRoot);
        services.warmUp().run();
        return awaitSignal();
    }

    private static int serveGateway(Servers.GatewayMode mode) {
        CompositionRoot compositionRoot = CompositionRoot.ofCurrentFolder();
        GatewayServing.start(compositionRoot, mode, namedTokens());
        printIgnoredFiles(compositionRoot);
        compositionRoot.services().warmUp().run();
        return awaitSignal();
    }

    /**
     * Prints the configuration files that are ignored because the user has not trusted them. A command that runs a
     * server cannot ask the user for trust, so it does not use these files.
     */
    private static void printIgnoredFiles(CompositionRoot compositionRoot) {
        compositionRoot.config().ignoredFiles().forEach(Application::print);
    }

    /**
     * Prints ignored configuration files to stderr, unless the client is an editor that asks the user for trust. Other
     * clients that start this server display its stderr output.
     */
    private static void reportIgnoredFiles(LiveConfig config) {
        Set<Problem> reported = ConcurrentHashMap.newKeySet();
        config.onChange(changed -> {
            if (!config.settings().asksForTrust()) {
                config.ignoredFiles().stream().filter(reported::add).forEach(Application::print);
            }
        });
    }

    private static void print(Problem problem) {
        System.err.println(problem.file().map(file -> file + ": ").orElse("") + problem.message());
    }

    private static int awaitSignal() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static GatewayToken gatewayToken() {
        return GatewayToken.of(System.getenv(), ConfigLocations.ofThisMachine().userFolder());
    }

    private static NamedTokens namedTokens() {
        return new NamedTokens(ConfigLocations.ofThisMachine().userFolder());
    }

    private static GatewayAccess gatewayAccess(CompositionRoot compositionRoot) {
        return new GatewayAccess(
                compositionRoot.chats(),
                compositionRoot::embeddings,
                compositionRoot::completions,
                compositionRoot.providers(),
                Application::gatewayToken,
                namedTokens(),
                message -> compositionRoot.clientNotifier().log(LogParams.Level.INFO, message));
    }

    private static PeerAccess peerAccess(CompositionRoot compositionRoot, Services services) {
        PeerAccess access =
                new PeerAccess(services, PeerLimits.DEFAULT, compositionRoot.config()::folders, System.getenv());
        // The hook also runs if the process is interrupted, so the runtime file is deleted in this case as well.
        Runtime.getRuntime().addShutdownHook(new Thread(access::close));
        return access;
    }

    static int runCommand(String... arguments) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        int exitCode = new CommandLineTool(new OwnServers(), ProcessInput.of(System.in), new ProcessOutput(), err)
                .run(arguments);
        BackgroundTraining.start();
        return exitCode;
    }

    /** Opens a separate server in this process for each command, and connects to servers in other processes. */
    private static final class OwnServers implements Servers {

        private final Map<OpenLlmServer, CompositionRoot> compositionRoots = new ConcurrentHashMap<>();

        @Override
        public OpenLlmServer open(OpenLlmClient client, Optional<Path> configFile) {
            CompositionRoot.prepare();
            ConfigLocations locations = ConfigLocations.ofThisMachine();
            StaleTemporaryFiles.sweep(locations.userFolder());
            LiveConfig config = configFile
                    .map(file -> LiveConfig.ofFile(locations, file))
                    .orElseGet(() -> LiveConfig.of(locations));
            CompositionRoot compositionRoot = CompositionRoot.of(config);
            OpenLlmServer server = new ServerEndpoint(
                    compositionRoot.servicesForCommand(), client, ClientRole.OWNER, ConnectionControl.NONE);
            compositionRoots.put(server, compositionRoot);
            return server;
        }

        @Override
        public Optional<Running> running(
                OpenLlmClient client, InitializeParams initializeParams, Consumer<String> skipped) {
            Path folder = CurrentFolder.path();
            return RunningServer.of(folder, System.getenv(), client, initializeParams, skipped)
                    .map(found -> new Running(found.server(), found.processId(), found.version(), found.disconnect()));
        }

        @Override
        public EditorSettings editorSettings(ConfigLevel level, Optional<Path> file) {
            Path defaultFile = level == ConfigLevel.WORKSPACE
                    ? SettingsFile.folderSettingsPath(Path.of("").toAbsolutePath())
                    : SettingsFile.userSettingsPath(System.getenv(), System.getProperty("os.name"));
            SettingsFile settings = new SettingsFile(
                    file.orElse(defaultFile), ConfigLocations.ofThisMachine().userFolder());
            return new EditorSettings() {
                @Override
                public Path file() {
                    return settings.file();
                }

                @Override
                public ObjectNode read() {
                    return settings.read();
                }

                @Override
                public Optional<Path> write(List<Setting> changes) {
                    return settings.write(changes);
                }
            };
        }

        @Override
        public WorkspaceFolders folders() {
            return CurrentFolder.ofThisProcess();
        }

        @Override
        public GatewayTokenStore gatewayTokens() {
            NamedTokens tokens = namedTokens();
            return new GatewayTokenStore() {
                @Override
                public String add(String name) {
                    return tokens.add(name);
                }

                @Override
                public List<Token> list() {
                    return tokens.list().stream()
                            .map(token -> new Token(token.name(), token.created()))
                            .toList();
                }

                @Override
                public boolean revoke(String name) {
                    return tokens.revoke(name);
                }
            };
        }

        @Override
        public LaunchGateway launchGateway(OpenLlmServer server, String program) {
            CompositionRoot compositionRoot = compositionRoots.get(server);
            return LaunchGateways.start(
                    compositionRoot.chats(),
                    compositionRoot::embeddings,
                    compositionRoot::completions,
                    compositionRoot.providers(),
                    namedTokens(),
                    program);
        }

        @Override
        public LaunchGateway launchGateway(URI address, String program) {
            return LaunchGateways.connect(address, namedTokens(), program);
        }

        @Override
        public List<RepairedUsage> repairUsage() {
            return new UsageRepair(ConfigLocations.ofThisMachine().userFolder())
                    .run().stream()
                            .map(file -> new RepairedUsage(file.file(), file.damagedLines(), file.movedTo()))
                            .toList();
        }

        @Override
        public Path userFolder() {
            return ConfigLocations.ofThisMachine().userFolder();
        }

        @Override
        public boolean storesChats(Optional<Path> configFile) {
            Config config = config(configFile);
            boolean hasErrors =
                    config.problems().stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
            return !hasErrors && !"false".equals(config.settings().get("chat.history"));
        }

        @Override
        public WebDocuments web(Optional<Path> configFile) {
            return address -> {
                Config config = config(configFile);
                if (config.fault().isPresent()) {
                    throw new OpenLlmException(
                            ErrorKind.CONFIG,
                            "Nothing is fetched because the configuration is invalid.",
                            "Correct the configuration first; `open-llm config show` reports what is wrong.");
                }
                HostPolicy hosts =
                        (role, host, port) -> config.allowedHosts().require(role == HostPolicy.Role.PROXY, host, port);
                return new WebFetch(new OutgoingHttp(System.getenv(), config.network(), hosts, System.err::println))
                        .fetch(address);
            };
        }

        private static Config config(Optional<Path> configFile) {
            ConfigLocations locations = ConfigLocations.ofThisMachine();
            try (LiveConfig config = configFile
                    .map(file -> LiveConfig.ofFile(locations, file))
                    .orElseGet(() -> LiveConfig.of(locations))) {
                return config.current();
            }
        }

        @Override
        public String version() {
            return CompositionRoot.VERSION;
        }

        @Override
        public int serveStdio() {
            return Application.serveStdio();
        }

        @Override
        public int serveWebSocket() {
            return Application.serveWebSocket();
        }

        @Override
        public GatewayService gatewayService() {
            return BackgroundGatewayService.ofThisUser();
        }

        @Override
        public int serveGateway(GatewayMode mode) {
            return Application.serveGateway(mode);
        }
    }
}
