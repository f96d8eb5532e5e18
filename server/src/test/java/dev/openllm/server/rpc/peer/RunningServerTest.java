package dev.openllm.server.rpc.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.ClientCapabilities;
import dev.openllm.protocol.InitializeParams;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.ProgressParams;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.secret.SetSecretParams;
import dev.openllm.server.rpc.TestServices;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests for a running server that another program of the same user finds and uses. */
@Timeout(TestTimeouts.TEST_SECONDS)
class RunningServerTest {

    private static final Path PROJECT = Path.of("/home/me/project");

    @TempDir
    Path runtime;

    private final TestServices services = new TestServices();
    private final PeerServer server = PeerServer.start(services.services(), PeerLimits.DEFAULT);
    private final List<ChatEvent> events = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<RunningServer> foundServers = new ArrayList<>();

    @BeforeEach
    void publish() throws IOException {
        new RuntimeFile(runtime).publish(server.port(), server.token(), List.of(PROJECT.toString()));
    }

    @AfterEach
    void stop() {
        foundServers.forEach(runningServer -> runningServer.disconnect().run());
        server.close();
    }

    @Test
    void theServerIsFoundFromItsFolderAndItsSubfolders() {
        assertEquals(ProcessHandle.current().pid(), find(PROJECT).orElseThrow().processId());
        assertTrue(find(PROJECT.resolve("src")).isPresent());
    }

    @Test
    void theServerIsNotFoundFromAnotherFolder() {
        assertTrue(find(PROJECT.resolveSibling("project2")).isEmpty());
        assertTrue(find(PROJECT.getParent()).isEmpty());
    }

    @Test
    void nothingIsFoundIfNoServerEverRan() {
        assertTrue(find(runtime.resolve("none"), PROJECT).isEmpty());
    }

    @Test
    void aFileThatOthersCanReadIsSkipped() throws IOException {
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(find(PROJECT).isEmpty());
    }

    @Test
    void aFolderThatOthersCanReadIsSkipped() throws IOException {
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertTrue(find(PROJECT).isEmpty());
    }

    @Test
    void theFileOfAnEndedProcessIsSkipped() throws Exception {
        Process endedProcess = new ProcessBuilder("true").start();
        endedProcess.waitFor();
        replaceInFile("\"processId\":" + ProcessHandle.current().pid(), "\"processId\":" + endedProcess.pid());
        assertTrue(find(PROJECT).isEmpty());
        assertEquals(List.of(), warnings);
    }

    @Test
    void aServerWithAnotherProtocolIsSkippedWithAMessage() throws IOException {
        replaceInFile("\"protocolVersion\":1", "\"protocolVersion\":2");
        assertTrue(find(PROJECT).isEmpty());
        assertEquals(
                List.of("The server that is running for this folder (process "
                        + ProcessHandle.current().pid()
                        + ") has a different version that this program cannot use. Update both."),
                warnings);
    }

    @Test
    void anIncompleteFileIsSkipped() throws IOException {
        Files.writeString(file(), "{\"processId\":");
        assertTrue(find(PROJECT).isEmpty());
    }

    @Test
    void anUnresponsiveServerIsSkippedWithAMessage() throws IOException {
        try (ServerSocket silentSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            replaceInFile("\"port\":" + server.port(), "\"port\":" + silentSocket.getLocalPort());
            assertTrue(find(PROJECT).isEmpty());
        }
        assertEquals(
                List.of("The server that is running for this folder (process "
                        + ProcessHandle.current().pid() + ") is not responding."),
                warnings);
    }

    @Test
    void aServerThatRefusesTheTokenIsSkippedWithAMessage() throws IOException {
        replaceInFile(server.token(), "another");
        assertTrue(find(PROJECT).isEmpty());
        assertEquals(1, warnings.size());
    }

    @Test
    void theEventsOfAChatArriveInOrderAndBeforeItsResult() throws Exception {
        services.chat = (params, sink) -> {
            IntStream.range(0, 1000).forEach(i -> sink.accept(new ChatEvent.Text(i + "€ ")));
            return TestServices.CHAT_RESULT;
        };

        ChatResult result = find(PROJECT).orElseThrow().server().chat(chat()).get();

        assertEquals(TestServices.CHAT_RESULT, result);
        assertEquals(
                IntStream.range(0, 1000)
                        .mapToObj(i -> new ChatEvent.Text(i + "€ "))
                        .toList(),
                List.copyOf(events));
    }

    @Test
    void aCancelledChatIsStoppedOnTheServer() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        services.chat = (params, sink) -> waitUntilInterrupted(started, stopped);

        CompletableFuture<ChatResult> response =
                find(PROJECT).orElseThrow().server().chat(chat());
        started.await();
        response.cancel(true);

        stopped.await();
        assertTrue(response.isCancelled());
    }

    @Test
    void requestsOfAProgramThatDisconnectsAreStopped() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        services.chat = (params, sink) -> waitUntilInterrupted(started, stopped);

        RunningServer runningServer = find(PROJECT).orElseThrow();
        runningServer.server().chat(chat());
        started.await();
        runningServer.disconnect().run();

        stopped.await();
    }

    @Test
    void aRequestFailsWhenTheServerEndsBeforeTheReply() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        services.chat = (params, sink) -> waitUntilInterrupted(started, new CountDownLatch(1));

        CompletableFuture<ChatResult> response =
                find(PROJECT).orElseThrow().server().chat(chat());
        started.await();
        server.close();

        assertEquals(ErrorKind.NETWORK, failure(response).info().kind());
    }

    @Test
    void aRequestFailsIfTheServerHasAlreadyEnded() throws Exception {
        RunningServer runningServer = find(PROJECT).orElseThrow();
        server.close();

        assertEquals(
                ErrorKind.NETWORK,
                failure(runningServer.server().listModels(ListModelsParams.ALL))
                        .info()
                        .kind());
    }

    @Test
    void operationsForTheOwnerAreRefusedWithAMessage() throws Exception {
        SetSecretParams params = new SetSecretParams("openai", "sk-canary", Optional.empty(), Optional.empty());

        OpenLlmException exception =
                failure(find(PROJECT).orElseThrow().server().setSecret(params));

        assertEquals(ErrorKind.PERMISSION, exception.info().kind());
        assertEquals(
                "A program that is connected to a running server is not allowed to store API keys.",
                exception.getMessage());
    }

    private static ChatResult waitUntilInterrupted(CountDownLatch started, CountDownLatch stopped) {
        started.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException canceled) {
            stopped.countDown();
        }
        return TestServices.CHAT_RESULT;
    }

    private static OpenLlmException failure(CompletableFuture<?> response) {
        return assertInstanceOf(
                OpenLlmException.class,
                assertThrows(ExecutionException.class, response::get).getCause());
    }

    private static ChatParams chat() {
        return new ChatParams(
                "m",
                List.of(Message.user("hi")),
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                Optional.of("t"),
                Optional.of("cli"));
    }

    private Optional<RunningServer> find(Path folder) {
        return find(runtime, folder);
    }

    private Optional<RunningServer> find(Path runtimeFolder, Path folder) {
        SettingsParams settings =
                new SettingsParams(null, null, List.of(folder.toString()), false, NetworkSettings.SYSTEM);
        InitializeParams initializeParams = new InitializeParams(
                "cli", "1", OptionalLong.empty(), Optional.empty(), ClientCapabilities.NONE, settings);
        Optional<RunningServer> runningServer = RunningServer.of(
                folder,
                Map.of("OPENLLM_RUNTIME_DIR", runtimeFolder.toString()),
                listener(),
                initializeParams,
                warnings::add);
        runningServer.ifPresent(foundServers::add);
        return runningServer;
    }

    /** Returns a client that receives only chat events. */
    private OpenLlmClient listener() {
        return ServiceEndpoints.toServiceObject(
                new Endpoint() {
                    @Override
                    public CompletableFuture<?> request(String method, Object params) {
                        throw new AssertionError(method + " was not to be asked");
                    }

                    @Override
                    public void notify(String method, Object params) {
                        events.add(((ProgressParams) params).value());
                    }
                },
                OpenLlmClient.class);
    }

    private Path file() {
        return runtime.resolve(ProcessHandle.current().pid() + ".json");
    }

    private void replaceInFile(String text, String replacement) throws IOException {
        String original = Files.readString(file());
        assertTrue(original.contains(text), "the file is as the test takes it to be");
        Files.writeString(file(), original.replace(text, replacement));
    }
}
