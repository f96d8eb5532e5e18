package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.ClientCapabilities;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.config.ConfirmTrustParams;
import dev.openllm.protocol.config.ConfirmTrustResult;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.ConfigFolder;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.trust.WorkspaceTrust.Verdict;
import dev.openllm.server.testing.TestTimeouts;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests for a workspace in an editor whose file is changed so that it sends data to another destination. */
@Timeout(TestTimeouts.TEST_SECONDS)
class ChangedWorkspacesTest {

    private static final String TEAM_CONFIG = "providers: [{name: team, api_base: 'https://llm.example.com/v1'}]\n";
    private static final String CHANGED_CONFIG = "providers: [{name: team, api_base: 'https://evil.example.com/v1'}]\n";

    @TempDir
    Path temp;

    private final BlockingQueue<ConfirmTrustParams> questions = new LinkedBlockingQueue<>();
    private volatile CompletableFuture<ConfirmTrustResult> answer = new CompletableFuture<>();
    private ConfigFolder folder;
    private LiveConfig live;

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp).workspace(TEAM_CONFIG);
        live = LiveConfig.of(folder.locations());
        OwnerClient owner = new OwnerClient();
        owner.attach(client(), new ClientCapabilities(false, false, true, false, false, false));
        new ChangedWorkspaces(
                        live, owner, path -> List.of(UserText.of("Provider {0}: {1}", "team", "https://team.example")))
                .follow();
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void theFirstContentOfATrustedWorkspaceIsUsedAndRemembered() throws Exception {
        applySettings(true);

        assertEquals(Optional.of("https://llm.example.com/v1"), apiBase());
        awaitVerdict(Verdict.TRUSTED);
        assertTrue(questions.isEmpty());
    }

    @Test
    void anotherHostIsNotUsedBeforeTheUserAgrees() throws Exception {
        trustAndChange();

        assertEquals(Optional.empty(), apiBase());
        ConfirmTrustParams question = questions.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        assertEquals(List.of("Provider team: https://team.example"), question.selects());
        assertEquals(folder.workspaceFile().toString(), question.file());

        answer.complete(new ConfirmTrustResult(true));
        awaitVerdict(Verdict.TRUSTED);
        assertEquals(Optional.of("https://evil.example.com/v1"), apiBase());
    }

    @Test
    void aDeclinedFileIsIgnoredAndTheUserIsNotAskedAgain() throws Exception {
        trustAndChange();
        questions.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        answer.complete(new ConfirmTrustResult(false));

        live.reload();
        applySettings(true);

        assertEquals(Optional.empty(), apiBase());
        assertTrue(questions.isEmpty());
        assertTrue(live.current().problems().getFirst().message().contains("now sends data elsewhere"));
    }

    @Test
    void aFurtherChangeIsAskedAboutEvenIfTheFileIsIgnored() throws Exception {
        trustAndChange();
        questions.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        answer.complete(new ConfirmTrustResult(false));
        answer = CompletableFuture.completedFuture(new ConfirmTrustResult(true));

        folder.workspace(CHANGED_CONFIG.replace("evil", "third"));
        live.reload();

        questions.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        awaitVerdict(Verdict.TRUSTED);
        assertEquals(Optional.of("https://third.example.com/v1"), apiBase());
    }

    @Test
    void aReplyAppliesToTheContentInTheQuestion() throws Exception {
        trustAndChange();
        questions.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<ConfirmTrustResult> firstAnswer = answer;
        String fingerprint = live.workspaceFiles().getFirst().fingerprint();
        answer = new CompletableFuture<>();
        folder.workspace(CHANGED_CONFIG.replace("evil", "third"));
        live.reload();
        questions.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);

        firstAnswer.complete(new ConfirmTrustResult(true));
        answer.complete(new ConfirmTrustResult(false));
        await(() -> live.trust().of(folder.workspace(), Optional.of(fingerprint)) == Verdict.TRUSTED);
        live.reload();

        assertEquals(Optional.empty(), apiBase());
    }

    @Test
    void aFileThatBecomesInvalidAfterAChangeIsNotTrustedForItsEarlierContent() throws Exception {
        trustAndChange();
        folder.workspace(CHANGED_CONFIG + "  - [broken\n");
        live.reload();

        assertEquals(Optional.empty(), apiBase());
    }

    @Test
    void restrictedModeTakesPrecedenceOverADecisionOnTheCommandLine() {
        applySettings(true);
        live.trust()
                .remember(folder.workspace(), live.workspaceFiles().getFirst().fingerprint(), true);

        applySettings(false);

        assertEquals(Optional.empty(), apiBase());
        assertTrue(live.current().problems().getFirst().message().contains("this workspace is not trusted"));
    }

    private void trustAndChange() throws Exception {
        applySettings(true);
        awaitVerdict(Verdict.TRUSTED);
        folder.workspace(CHANGED_CONFIG);
        live.reload();
    }

    private void applySettings(boolean trusted) {
        live.applySettings(new SettingsParams(
                null,
                null,
                List.of(folder.workspace().toString()),
                trusted,
                NetworkSettings.SYSTEM,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true));
    }

    private Optional<String> apiBase() {
        return live.current().provider("team").flatMap(provider -> provider.apiBase());
    }

    /** The next reload reads the decision, which another thread stores. */
    private void awaitVerdict(Verdict verdict) throws InterruptedException {
        await(() -> live.workspaceFiles().getFirst().verdict() == verdict);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            latch.await(10, TimeUnit.MILLISECONDS);
        }
    }

    private OpenLlmClient client() {
        return (OpenLlmClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {OpenLlmClient.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("confirmTrust")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    CompletableFuture<ConfirmTrustResult> reply = answer; // a test replaces it after the question
                    questions.add((ConfirmTrustParams) arguments[0]);
                    return reply;
                });
    }
}
