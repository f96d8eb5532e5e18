package dev.openllm.server.cli.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.ClientCapabilities;
import dev.openllm.protocol.Empty;
import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.config.ConfigLevel;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.ConfirmHostParams;
import dev.openllm.protocol.secret.HandOverSecretsParams;
import dev.openllm.protocol.secret.HandOverSecretsResult;
import dev.openllm.server.cli.terminal.ChatOutcome;
import dev.openllm.server.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A connection between a command and an initialized server. */
public final class Session implements AutoCloseable {

    /** The maximum time that an interrupted command has to print its final message. */
    private static final int FINAL_OUTPUT_TIMEOUT_MS = 3000;

    /**
     * The maximum time to wait until the server has read the configuration. After this time, the command continues
     * without reporting configuration problems.
     */
    private static final int CONFIGURATION_TIMEOUT_MS = 30_000;

    /** The maximum time to wait until the server has canceled the requests of this command. */
    private static final int SHUTDOWN_TIMEOUT_MS = 5000;

    private final OpenLlmServer server;
    private final SessionClient client;
    private final List<Problem> problems;
    private final String description;
    private final Runnable disconnect;
    private volatile CompletableFuture<ChatResult> currentResponse = CompletableFuture.completedFuture(null);
    private volatile boolean interrupted;

    private Session(
            OpenLlmServer server,
            SessionClient client,
            List<Problem> problems,
            String description,
            Runnable disconnect) {
        this.server = server;
        this.client = client;
        this.problems = problems;
        this.description = description;
        this.disconnect = disconnect;
    }

    /**
     * Connects to the server that is already running for the current folder. Returns an empty result if no usable
     * server is running. The session does not report configuration problems, because the program that started the
     * server shows them.
     *
     * @param skipped the callback that receives the reason why a running server cannot be used
     */
    public static Optional<Session> running(Servers servers, Consumer<String> skipped) {
        SessionClient client = new SessionClient();
        InitializeParams initializeParams =
                initializeParams(servers, ClientCapabilities.NONE, settings(servers, null, null));
        return servers.running(client, initializeParams, skipped)
                .map(running -> new Session(
                        running.server(),
                        client,
                        List.of(),
                        "Using the server that is already running for this folder (process " + running.processId()
                                + (running.version().equals(servers.version()) ? "" : ", version " + running.version())
                                + ").",
                        running.disconnect()));
    }

    /**
     * Opens a server in this process, identifies the command to the server, and waits until the server has read the
     * configuration.
     */
    public static Session open(Servers servers, Optional<Path> configFile) {
        ClientCapabilities capabilities = new ClientCapabilities(false, true, false, false, false, false);
        return open(servers, configFile, new SessionClient(), capabilities, settings(servers, null, null));
    }

    /**
     * Opens a server in the same way as {@link #open}, and lets the user decide whether an API key can be sent to a
     * host to which the key is not bound.
     *
     * @param confirmHost the function that asks the user
     */
    static Session confirmingHosts(
            Servers servers, Optional<Path> configFile, Predicate<ConfirmHostParams> confirmHost) {
        ClientCapabilities capabilities = new ClientCapabilities(false, true, true, false, false, false);
        return open(
                servers,
                configFile,
                new SessionClient(Optional.empty(), confirmHost),
                capabilities,
                settings(servers, null, null));
    }

    /** Opens a server in the same way as {@link #open}, with a client that can receive exported API keys. */
    public static Session receivingKeys(Servers servers, Optional<Path> configFile) {
        ClientCapabilities capabilities = new ClientCapabilities(true, true, false, false, false, false);
        return open(servers, configFile, new SessionClient(), capabilities, settings(servers, null, null));
    }

    /**
     * Opens a server in the same way as {@link #open}, with additional providers that are not stored in a configuration
     * file. API keys that are saved in the store {@code vscode} remain in the memory of this process, so they can be
     * checked before anything is written.
     *
     * @param settings the additional settings, which are not used if the command specifies a configuration file
     */
    public static Session withProviders(
            Servers servers, Optional<Path> configFile, List<ObjectNode> providers, ObjectNode settings) {
        ClientCapabilities capabilities = new ClientCapabilities(true, true, false, false, false, false);
        SettingsParams baseSettings = settings(servers, settings, null);
        SettingsParams sessionSettings = new SettingsParams(
                baseSettings.user(),
                baseSettings.workspace(),
                baseSettings.folders(),
                baseSettings.trusted(),
                baseSettings.network(),
                providers);
        return open(servers, configFile, SessionClient.storingKeys(), capabilities, sessionSettings);
    }

    /**
     * Opens a server in the same way as {@link #open}, for a command that reads and writes the VS Code settings of one
     * configuration level.
     */
    public static Session withSettings(
            Servers servers, Optional<Path> configFile, ConfigLevel level, EditorSettings settings) {
        ClientCapabilities capabilities = new ClientCapabilities(false, true, false, true, false, false);
        ObjectNode settingsContent = settings.read();
        SettingsParams sessionSettings = level == ConfigLevel.USER
                ? settings(servers, settingsContent, null)
                : settings(servers, null, settingsContent);
        return open(
                servers,
                configFile,
                new SessionClient(Optional.of(settings), question -> false),
                capabilities,
                sessionSettings);
    }

    private static Session open(
            Servers servers,
            Optional<Path> configFile,
            SessionClient client,
            ClientCapabilities capabilities,
            SettingsParams settings) {
        OpenLlmServer server = servers.open(client, configFile);
        get(server.initialize(initializeParams(servers, capabilities, settings)));
        List<Problem> problems =
                get(client.problems().completeOnTimeout(List.of(), CONFIGURATION_TIMEOUT_MS, TimeUnit.MILLISECONDS));
        return new Session(server, client, problems, "Using a server started by this command.", () -> {});
    }

    private static InitializeParams initializeParams(
            Servers servers, ClientCapabilities capabilities, SettingsParams settings) {
        return new InitializeParams(
                "cli", servers.version(), OptionalLong.empty(), Optional.empty(), capabilities, settings);
    }

    /**
     * Returns the settings to send to the server. The folder is not marked as trusted, because opening a folder in a
     * shell does not mean that the user trusts it. The server determines whether the folder is trusted.
     */
    private static SettingsParams settings(Servers servers, ObjectNode user, ObjectNode workspace) {
        List<String> folders =
                servers.folders().open().map(Path::toString).stream().toList();
        return new SettingsParams(user, workspace, folders, false, NetworkSettings.SYSTEM);
    }

    /** Returns a message for the user that describes the server in use. */
    String description() {
        return description;
    }

    public OpenLlmServer server() {
        return server;
    }

    /** Returns the problems in the configuration. */
    public List<Problem> problems() {
        return problems;
    }

    /** Exports the API keys of providers. @return the keys by the names of their environment variables */
    public Map<String, String> keys(List<String> providers) {
        HandOverSecretsResult result = get(server.handOverSecrets(new HandOverSecretsParams(providers)));
        try {
            return Wire.JSON.readValue(
                    client.takeExportedKeys(result.entry()), new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JsonProcessingException quotesKeys) {
            throw new OpenLlmException(ErrorKind.INTERNAL, "The API keys could not be exported.");
        }
    }

    /**
     * Sends a chat request to a model and waits for the end of the response. Ctrl-C cancels the request, but the
     * command can still print a final message before the process ends.
     *
     * @param events the callback that receives the events in order
     * @param outcome the callback that receives the result or the error; it is called before this method returns and before
     *     an interrupted process ends
     */
    public ExitCode chat(ChatParams params, Consumer<ChatEvent> events, ChatOutcome outcome) {
        client.listen(events);
        interrupted = false;
        CompletableFuture<ChatResult> response = server.chat(params);
        this.currentResponse = response;
        if (interrupted) {
            response.cancel(true); // the interrupt arrived before the request was created
        }
        CountDownLatch outputComplete = new CountDownLatch(1);
        Thread shutdownHook = new Thread(() -> {
            response.cancel(true);
            await(outputComplete);
        });
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try {
            return outcome.result(get(response));
        } catch (OpenLlmException failure) {
            return outcome.error(failure.info());
        } finally {
            outputComplete.countDown();
            removeShutdownHook(shutdownHook);
        }
    }

    /** Cancels the current response. @return whether a response was in progress */
    public boolean interrupt() {
        interrupted = true;
        return currentResponse.cancel(true);
    }

    /** Waits for a reply from the server. @throws OpenLlmException if the request fails or is interrupted */
    public static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (CancellationException canceled) {
            throw new OpenLlmException(ErrorKind.CANCELLED, "Interrupted.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, "Interrupted.");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OpenLlmException known) {
                throw known;
            }
            throw new OpenLlmException(
                    ErrorKind.INTERNAL,
                    "Internal error in Open LLM Provider ("
                            + failed.getCause().getClass().getSimpleName() + ").");
        }
    }

    @Override
    public void close() {
        server.shutdown()
                .completeOnTimeout(new Empty(), SHUTDOWN_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .exceptionally(gone -> new Empty())
                .join();
        disconnect.run();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(FINAL_OUTPUT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeShutdownHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process is ending, and the shutdown hook is running.
        }
    }
}
