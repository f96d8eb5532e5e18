package dev.openllm.server.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.access.AccessRule;
import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests when the user is asked to give an extension access to models, and which later requests the reply applies to.
 */
class AccessTest {

    private static final String CONSUMER = "acme.tool";
    private static final RequestedModel MODEL = new RequestedModel("openai/gpt-5", "OpenAI", () -> true);
    private static final RequestedModel OTHER_MODEL = new RequestedModel("openai/gpt-5-mini", "OpenAI", () -> true);
    private static final RequestedModel KEYLESS_MODEL = new RequestedModel("ollama/llama3.2", "Ollama", () -> false);
    private static final Map<String, String> ASK_SETTINGS = Map.of("access.default", "ask");

    @TempDir
    private Path folder;

    private final Person user = new Person();

    @Test
    void theUserIsAskedOnceAboutAnExtensionForAllModels() {
        Access access = access(ASK_SETTINGS);
        user.replyWith(ConsentAnswer.ALLOW);

        access.require(CONSUMER, MODEL);
        access.require(CONSUMER, OTHER_MODEL);

        assertEquals(List.of(new ConsentParams(CONSUMER, MODEL.id(), "OpenAI")), user.questions);
    }

    @Test
    void afterOneModelIsAllowedTheUserIsAskedAgainAboutAnother() {
        Access access = access(ASK_SETTINGS);
        user.replyWith(ConsentAnswer.ALLOW_MODEL);

        access.require(CONSUMER, MODEL);
        access.require(CONSUMER, MODEL);
        access.require(CONSUMER, OTHER_MODEL);

        assertEquals(
                List.of(MODEL.id(), OTHER_MODEL.id()),
                user.questions.stream().map(ConsentParams::model).toList());
    }

    @Test
    void aDenialIsRememberedAndTheErrorStatesHowToRevokeIt() {
        Access access = access(ASK_SETTINGS);
        user.replyWith(ConsentAnswer.DENY);

        expectRefusal(access);
        ErrorInfo error = expectRefusal(access);

        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertEquals("You did not allow acme.tool to use openai/gpt-5.", error.message());
        assertTrue(error.hint().orElseThrow().contains("open-llm access revoke acme.tool"));
        assertEquals(1, user.questions.size());
    }

    @Test
    void withoutAReplyTheRequestIsRefusedAndTheNextRequestAsksAgain() {
        Access access = access(ASK_SETTINGS);

        assertEquals(ErrorKind.PERMISSION, expectRefusal(access).kind());
        user.replyWith(ConsentAnswer.ALLOW);

        assertDoesNotThrow(() -> access.require(CONSUMER, MODEL));
    }

    @Test
    void withoutAUserToAskTheRequestIsRefusedWithAHint() {
        user.available = false;

        ErrorInfo error = expectRefusal(access(ASK_SETTINGS));

        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertTrue(error.hint().orElseThrow().contains("access.default"));
    }

    @Test
    void programsStartedByTheUserNeedNoConsent() {
        Access access = access(ASK_SETTINGS);

        for (String consumer : List.of("cli", "python", "gateway", "github.copilot-chat", "core", "my-script")) {
            access.require(consumer, MODEL);
        }

        assertEquals(List.of(), user.questions);
    }

    @Test
    void aNamedTokenImpliesConsentButTheDenySettingApplies() {
        access(Map.of()).require("codex", MODEL);
        access(ASK_SETTINGS).require("codex", MODEL);

        Access strict = access(Map.of("access.default", "deny"));
        OpenLlmException denied = assertThrows(OpenLlmException.class, () -> strict.require("codex", MODEL));

        assertEquals(ErrorKind.PERMISSION, denied.info().kind());
        assertEquals(List.of(), user.questions);
    }

    @Test
    void theUnsetSettingAsksOnceForAModelWithAKey() {
        Access access = access(Map.of());
        user.replyWith(ConsentAnswer.ALLOW);

        access.require(CONSUMER, MODEL);
        access.require(CONSUMER, OTHER_MODEL);

        assertEquals(1, user.questions.size());
    }

    @Test
    void theUnsetSettingAllowsModelsThatNeedNoKey() {
        user.available = false;

        assertDoesNotThrow(() -> access(Map.of()).require(CONSUMER, KEYLESS_MODEL));
    }

    @Test
    void theUnsetSettingRefusesAKeyWithoutAUserToAsk() {
        user.available = false;

        ErrorInfo error = expectRefusal(access(Map.of()));

        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertEquals(
                "acme.tool does not have permission to use openai/gpt-5 yet, and this server cannot " + "ask for it.",
                error.message());
        assertTrue(error.hint().isPresent());
    }

    @Test
    void theUnsetSettingAllowsProgramsStartedByTheUser() {
        Access access = access(Map.of());

        for (String consumer : List.of("cli", "python", "gateway", "doctor", "vscode", "github.copilot-chat", "core")) {
            access.require(consumer, MODEL);
        }

        assertEquals(List.of(), user.questions);
    }

    @Test
    void theAskSettingAlsoAppliesToModelsWithoutAKey() {
        user.replyWith(ConsentAnswer.ALLOW);

        access(ASK_SETTINGS).require(CONSUMER, KEYLESS_MODEL);

        assertEquals(1, user.questions.size());
    }

    @Test
    void theAllowSettingNeverAsks() {
        access(Map.of("access.default", "allow")).require(CONSUMER, MODEL);

        assertEquals(List.of(), user.questions);
    }

    @Test
    void aCancelledRequestLeavesTheQuestionOpenForOtherRequests() throws Exception {
        Access access = access(ASK_SETTINGS);
        user.reply = new CompletableFuture<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> canceled = executor.submit(() -> access.require(CONSUMER, MODEL));
            Future<?> waiting = executor.submit(() -> access.require(CONSUMER, MODEL));
            while (user.questions.isEmpty()) {
                Thread.onSpinWait();
            }
            canceled.cancel(true);
            user.reply.complete(Optional.of(ConsentAnswer.ALLOW));
            waiting.get();
        }
        assertEquals(1, user.questions.size());
    }

    @Test
    void theDenySettingRefusesConsumersWithoutADecision() {
        user.replyWith(ConsentAnswer.ALLOW_MODEL);
        access(ASK_SETTINGS).require(CONSUMER, MODEL);
        Access strict = access(Map.of("access.default", "deny"));

        strict.require(CONSUMER, MODEL);
        OpenLlmException denied = assertThrows(OpenLlmException.class, () -> strict.require(CONSUMER, OTHER_MODEL));

        assertEquals(ErrorKind.PERMISSION, denied.info().kind());
    }

    @Test
    void decisionsAreStoredInAPrivateFileAndCanBeRevoked() throws IOException {
        user.replyWith(ConsentAnswer.ALLOW);
        access(ASK_SETTINGS).require(CONSUMER, MODEL);
        Access restarted = access(ASK_SETTINGS);

        restarted.require(CONSUMER, MODEL);
        assertEquals(1, user.questions.size());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("access.json"))));
        assertEquals(
                List.of(CONSUMER),
                restarted.list(1).rules().stream().map(AccessRule::consumer).toList());

        assertEquals(List.of(), restarted.revoke(CONSUMER, Optional.empty()).rules());
        restarted.require(CONSUMER, MODEL);
        assertEquals(2, user.questions.size());
    }

    @Test
    void parallelRequestsOfOneExtensionProduceOneQuestion() throws Exception {
        Access access = access(ASK_SETTINGS);
        user.reply = new CompletableFuture<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                futures.add(executor.submit(() -> access.require(CONSUMER, MODEL)));
            }
            user.reply.complete(Optional.of(ConsentAnswer.ALLOW));
            for (Future<?> request : futures) {
                request.get();
            }
        }
        assertEquals(1, user.questions.size());
    }

    @Test
    void aRequestDoesNotWaitForTheReplyAndTheNextRequestUsesIt() throws InterruptedException {
        Access access = new Access(folder, () -> ASK_SETTINGS, user, AuditLog.MAX_BYTES, Duration.ofMillis(50));
        user.reply = new CompletableFuture<>();

        ErrorInfo error = expectRefusal(access);
        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertEquals(Optional.of("consent_pending"), error.code());
        assertEquals("acme.tool is waiting for your permission to use openai/gpt-5.", error.message());
        assertEquals(Optional.of("consent_pending"), expectRefusal(access).code());

        user.reply.complete(Optional.of(ConsentAnswer.ALLOW));
        while (access.list(1).rules().isEmpty()) {
            Thread.sleep(5);
        }
        assertDoesNotThrow(() -> access.require(CONSUMER, MODEL));
        assertEquals(1, user.questions.size());
    }

    private Access access(Map<String, String> settings) {
        return new Access(folder, () -> settings, user);
    }

    private static ErrorInfo expectRefusal(Access access) {
        return assertThrows(OpenLlmException.class, () -> access.require(CONSUMER, MODEL))
                .info();
    }
}
