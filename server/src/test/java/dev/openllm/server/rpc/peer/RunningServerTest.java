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
@Timeout(TestTimeouts.OF_A_TEST)
class RunningServerTest {

    private static final Path PROJECT = Path.of("/home/me/project");

    @TempDir
    Path runtime;

    private final TestServices services = new TestServices();
    private final PeerServer server = PeerServer.start(services.services(), PeerLimits.DEFAULT);
    private final List<ChatEvent> events = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final List<RunningServer> found = new ArrayList<>();

    @BeforeEach
    void publish() throws IOException {
        new RuntimeFile(runtime).publish(server.port(), server.token(), List.of(PROJECT.toString()));
    }

    @AfterEach
    void stop() {
        found.forEach(running -> running.disconnect().run());
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
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        replaceInFile("\"processId\":" + ProcessHandle.current().pid(), "\"processId\":" + gone.pid());
        assertTrue(find(PROJECT).isEmpty());
        assertEquals(List.of(), passedOver);
    }

    @Test
    void aServerWithAnotherProtocolIsSkippedWithAMessage() throws IOException {
        replaceInFile("\"protocolVersion\":1", "\"protocolVersion\":2");
        assertTrue(find(PROJECT).isEmpty());
        assertEquals(
                List.of("The server that is running for this folder (process "
                        + ProcessHandle.current().pid()
                        + ") has a different version that this program cannot use. Update both."),
                passedOver);
    }

    @Test
    void anIncompleteFileIsSkipped() throws IOException {
        Files.writeString(file(), "{\"processId\":");
        assertTrue(find(PROJECT).isEmpty());
    }

    @Test
    void anUnresponsiveServerIsSkippedWithAMessage() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            replaceInFile("\"port\":" + server.port(), "\"port\":" + silent.getLocalPort());
            assertTrue(find(PROJECT).isEmpty());
        }
        assertEquals(
                List.of("The server that is running for this folder (process "
                        + ProcessHandle.current().pid() + ") is not responding."),
                passedOver);
    }

    @Test
    void aServerThatRefusesTheTokenIsSkippedWithAMessage() throws IOException {
        replaceInFile(server.token(), "another");
        assertTrue(find(PROJECT).isEmpty());
        assertEquals(1, passedOver.size());
    }

    @Test
    void theEventsOfAChatArriveInOrderAndBeforeItsResult() throws Exception {
        services.chat = (params, sink) -> {
            IntStream.range(0, 1000).forEach(i -> sink.accept(new ChatEvent.Text(i + "€ ")));
            return TestServices.DONE;
        };

        ChatResult result = find(PROJECT).orElseThrow().server().chat(chat()).get();

        assertEquals(TestServices.DONE, result);
        assertEquals(
                IntStream.range(0, 1000)
                        .mapToObj(i -> new ChatEvent.Text(i + "€ "))
                        .toList(),
                List.copyOf(events));
    }

    @Test
    void aCancelledChatIsStoppedOnTheServer() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        services.chat = (params, sink) -> untilInterrupted(running, stopped);

        CompletableFuture<ChatResult> answer =
                find(PROJECT).orElseThrow().server().chat(chat());
        running.await();
        answer.cancel(true);

        stopped.await();
        assertTrue(answer.isCancelled());
    }

    @Test
    void requestsOfAProgramThatDisconnectsAreStopped() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        services.chat = (params, sink) -> untilInterrupted(running, stopped);

        RunningServer one = find(PROJECT).orElseThrow();
        one.server().chat(chat());
        running.await();
        one.disconnect().run();

        stopped.await();
    }

    @Test
    void aRequestFailsWhenTheServerEndsBeforeTheReply() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        services.chat = (params, sink) -> untilInterrupted(running, new CountDownLatch(1));

        CompletableFuture<ChatResult> answer =
                find(PROJECT).orElseThrow().server().chat(chat());
        running.await();
        server.close();

        assertEquals(ErrorKind.NETWORK, failure(answer).info().kind());
    }

    @Test
    void aRequestFailsIfTheServerHasAlreadyEnded() throws Exception {
        RunningServer one = find(PROJECT).orElseThrow();
        server.close();

        assertEquals(
                ErrorKind.NETWORK,
                failure(one.server().listModels(ListModelsParams.ALL)).info().kind());
    }

    @Test
    void operationsForTheOwnerAreRefusedWithAMessage() throws Exception {
        SetSecretParams key = new SetSecretParams("openai", "sk-canary", Optional.empty(), Optional.empty());

        OpenLlmException refused = failure(find(PROJECT).orElseThrow().server().setSecret(key));

        assertEquals(ErrorKind.PERMISSION, refused.info().kind());
        assertEquals(
                "A program that is connected to a running server is not allowed to store API keys.",
                refused.getMessage());
    }

    private static ChatResult untilInterrupted(CountDownLatch running, CountDownLatch stopped) {
        running.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException cancelled) {
            stopped.countDown();
        }
        return TestServices.DONE;
    }

    private static OpenLlmException failure(CompletableFuture<?> answer) {
        return assertInstanceOf(
                OpenLlmException.class,
                assertThrows(ExecutionException.class, answer::get).getCause());
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

    private Optional<RunningServer> find(Path place, Path folder) {
        SettingsParams settings =
                new SettingsParams(null, null, List.of(folder.toString()), false, NetworkSettings.SYSTEM);
        InitializeParams introduction = new InitializeParams(
                "cli", "1", OptionalLong.empty(), Optional.empty(), ClientCapabilities.NONE, settings);
        Optional<RunningServer> running = RunningServer.of(
                folder, Map.of("OPENLLM_RUNTIME_DIR", place.toString()), listener(), introduction, passedOver::add);
        running.ifPresent(found::add);
        return running;
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

    private void replaceInFile(String text, String by) throws IOException {
        String before = Files.readString(file());
        assertTrue(before.contains(text), "the file is as the test takes it to be");
        Files.writeString(file(), before.replace(text, by));
    }
}
