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

    private static final String TOOL = "acme.tool";
    private static final RequestedModel MODEL = new RequestedModel("openai/gpt-5", "OpenAI", () -> true);
    private static final RequestedModel OTHER_MODEL = new RequestedModel("openai/gpt-5-mini", "OpenAI", () -> true);
    private static final RequestedModel KEYLESS = new RequestedModel("ollama/llama3.2", "Ollama", () -> false);
    private static final Map<String, String> ASK = Map.of("access.default", "ask");

    @TempDir
    private Path folder;

    private final Person person = new Person();

    @Test
    void theUserIsAskedOnceAboutAnExtensionForAllModels() {
        Access access = access(ASK);
        person.says(ConsentAnswer.ALLOW);

        access.require(TOOL, MODEL);
        access.require(TOOL, OTHER_MODEL);

        assertEquals(List.of(new ConsentParams(TOOL, MODEL.id(), "OpenAI")), person.questions);
    }

    @Test
    void afterOneModelIsAllowedTheUserIsAskedAgainAboutAnother() {
        Access access = access(ASK);
        person.says(ConsentAnswer.ALLOW_MODEL);

        access.require(TOOL, MODEL);
        access.require(TOOL, MODEL);
        access.require(TOOL, OTHER_MODEL);

        assertEquals(
                List.of(MODEL.id(), OTHER_MODEL.id()),
                person.questions.stream().map(ConsentParams::model).toList());
    }

    @Test
    void aDenialIsRememberedAndTheErrorStatesHowToRevokeIt() {
        Access access = access(ASK);
        person.says(ConsentAnswer.DENY);

        refused(access);
        ErrorInfo error = refused(access);

        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertEquals("You did not allow acme.tool to use openai/gpt-5.", error.message());
        assertTrue(error.hint().orElseThrow().contains("open-llm access revoke acme.tool"));
        assertEquals(1, person.questions.size());
    }

    @Test
    void withoutAReplyTheRequestIsRefusedAndTheNextRequestAsksAgain() {
        Access access = access(ASK);

        assertEquals(ErrorKind.PERMISSION, refused(access).kind());
        person.says(ConsentAnswer.ALLOW);

        assertDoesNotThrow(() -> access.require(TOOL, MODEL));
    }

    @Test
    void withoutAUserToAskTheRequestIsRefusedWithAHint() {
        person.there = false;

        ErrorInfo error = refused(access(ASK));

        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertTrue(error.hint().orElseThrow().contains("access.default"));
    }

    @Test
    void programsStartedByTheUserNeedNoConsent() {
        Access access = access(ASK);

        for (String own : List.of("cli", "python", "gateway", "github.copilot-chat", "core", "my-script")) {
            access.require(own, MODEL);
        }

        assertEquals(List.of(), person.questions);
    }

    @Test
    void aNamedTokenImpliesConsentButTheDenySettingApplies() {
        access(Map.of()).require("codex", MODEL);
        access(ASK).require("codex", MODEL);

        Access strict = access(Map.of("access.default", "deny"));
        OpenLlmException denied = assertThrows(OpenLlmException.class, () -> strict.require("codex", MODEL));

        assertEquals(ErrorKind.PERMISSION, denied.info().kind());
        assertEquals(List.of(), person.questions);
    }

    @Test
    void theUnsetSettingAsksOnceForAModelWithAKey() {
        Access access = access(Map.of());
        person.says(ConsentAnswer.ALLOW);

        access.require(TOOL, MODEL);
        access.require(TOOL, OTHER_MODEL);

        assertEquals(1, person.questions.size());
    }

    @Test
    void theUnsetSettingAllowsModelsThatNeedNoKey() {
        person.there = false;

        assertDoesNotThrow(() -> access(Map.of()).require(TOOL, KEYLESS));
    }

    @Test
    void theUnsetSettingRefusesAKeyWithoutAUserToAsk() {
        person.there = false;

        ErrorInfo error = refused(access(Map.of()));

        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertEquals(
                "acme.tool does not have permission to use openai/gpt-5 yet, and this server cannot " + "ask for it.",
                error.message());
        assertTrue(error.hint().isPresent());
    }

    @Test
    void theUnsetSettingAllowsProgramsStartedByTheUser() {
        Access access = access(Map.of());

        for (String own : List.of("cli", "python", "gateway", "doctor", "vscode", "github.copilot-chat", "core")) {
            access.require(own, MODEL);
        }

        assertEquals(List.of(), person.questions);
    }

    @Test
    void theAskSettingAlsoAppliesToModelsWithoutAKey() {
        person.says(ConsentAnswer.ALLOW);

        access(ASK).require(TOOL, KEYLESS);

        assertEquals(1, person.questions.size());
    }

    @Test
    void theAllowSettingNeverAsks() {
        access(Map.of("access.default", "allow")).require(TOOL, MODEL);

        assertEquals(List.of(), person.questions);
    }

    @Test
    void aCancelledRequestLeavesTheQuestionOpenForOtherRequests() throws Exception {
        Access access = access(ASK);
        person.answer = new CompletableFuture<>();
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> cancelled = requests.submit(() -> access.require(TOOL, MODEL));
            Future<?> waiting = requests.submit(() -> access.require(TOOL, MODEL));
            while (person.questions.isEmpty()) {
                Thread.onSpinWait();
            }
            cancelled.cancel(true);
            person.answer.complete(Optional.of(ConsentAnswer.ALLOW));
            waiting.get();
        }
        assertEquals(1, person.questions.size());
    }

    @Test
    void theDenySettingRefusesConsumersWithoutADecision() {
        person.says(ConsentAnswer.ALLOW_MODEL);
        access(ASK).require(TOOL, MODEL);
        Access strict = access(Map.of("access.default", "deny"));

        strict.require(TOOL, MODEL);
        OpenLlmException denied = assertThrows(OpenLlmException.class, () -> strict.require(TOOL, OTHER_MODEL));

        assertEquals(ErrorKind.PERMISSION, denied.info().kind());
    }

    @Test
    void decisionsAreStoredInAPrivateFileAndCanBeRevoked() throws IOException {
        person.says(ConsentAnswer.ALLOW);
        access(ASK).require(TOOL, MODEL);
        Access restarted = access(ASK);

        restarted.require(TOOL, MODEL);
        assertEquals(1, person.questions.size());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("access.json"))));
        assertEquals(
                List.of(TOOL),
                restarted.list(1).rules().stream().map(AccessRule::consumer).toList());

        assertEquals(List.of(), restarted.revoke(TOOL, Optional.empty()).rules());
        restarted.require(TOOL, MODEL);
        assertEquals(2, person.questions.size());
    }

    @Test
    void parallelRequestsOfOneExtensionProduceOneQuestion() throws Exception {
        Access access = access(ASK);
        person.answer = new CompletableFuture<>();
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                running.add(requests.submit(() -> access.require(TOOL, MODEL)));
            }
            person.answer.complete(Optional.of(ConsentAnswer.ALLOW));
            for (Future<?> request : running) {
                request.get();
            }
        }
        assertEquals(1, person.questions.size());
    }

    @Test
    void aRequestDoesNotWaitForTheReplyAndTheNextRequestUsesIt() throws InterruptedException {
        Access access = new Access(folder, () -> ASK, person, AuditLog.MAX_BYTES, Duration.ofMillis(50));
        person.answer = new CompletableFuture<>();

        ErrorInfo error = refused(access);
        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertEquals(Optional.of("consent_pending"), error.code());
        assertEquals("acme.tool is waiting for your permission to use openai/gpt-5.", error.message());
        assertEquals(Optional.of("consent_pending"), refused(access).code());

        person.answer.complete(Optional.of(ConsentAnswer.ALLOW));
        while (access.list(1).rules().isEmpty()) {
            Thread.sleep(5);
        }
        assertDoesNotThrow(() -> access.require(TOOL, MODEL));
        assertEquals(1, person.questions.size());
    }

    private Access access(Map<String, String> settings) {
        return new Access(folder, () -> settings, person);
    }

    private static ErrorInfo refused(Access access) {
        return assertThrows(OpenLlmException.class, () -> access.require(TOOL, MODEL))
                .info();
    }
}
