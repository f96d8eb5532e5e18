package dev.openllm.server.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.access.AccessRule;
import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import dev.openllm.protocol.access.UsageOfDay;
import dev.openllm.protocol.access.PeerPermission;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {

    private static final String TOOL = "acme.tool";
    private static final AskedModel MODEL = new AskedModel("openai/gpt-5", "OpenAI", () -> true);
    private static final AskedModel OTHER_MODEL = new AskedModel("openai/gpt-5-mini", "OpenAI", () -> true);
    private static final AskedModel KEYLESS = new AskedModel("ollama/llama3.2", "Ollama", () -> false);
    private static final Map<String, String> ASK = Map.of("access.default", "ask");

    @TempDir
    private Path folder;

    private final Person person = new Person();

    /** Says what it was told to say, and remembers what it was asked. */
    private static final class Person implements ConsentQuestion {

        final List<ConsentParams> questions = new CopyOnWriteArrayList<>();
        final List<AskPermissionParams> permissions = new CopyOnWriteArrayList<>();
        volatile boolean there = true;
        volatile CompletableFuture<Optional<ConsentAnswer>> answer = CompletableFuture.completedFuture(Optional.empty());

        Person says(ConsentAnswer said) {
            answer = CompletableFuture.completedFuture(Optional.of(said));
            return this;
        }

        @Override
        public boolean canAsk() {
            return there;
        }

        @Override
        public Optional<ConsentAnswer> ask(ConsentParams question) {
            questions.add(question);
            return answer.join();
        }

        @Override
        public Optional<Boolean> askPermission(AskPermissionParams question) {
            permissions.add(question);
            return answer.join().map(said -> said != ConsentAnswer.DENY);
        }
    }

    @Test
    void asksAboutAnExtensionOnceForAllModels() {
        Access access = access(ASK);
        person.says(ConsentAnswer.ALLOW);

        access.require(TOOL, MODEL);
        access.require(TOOL, OTHER_MODEL);

        assertEquals(List.of(new ConsentParams(TOOL, MODEL.id(), "OpenAI")), person.questions);
    }

    @Test
    void allowingOneModelAsksAgainForAnother() {
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
    void aDenialIsRememberedAndSaysHowToTakeItBack() {
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
    void noAnswerRefusesThisRequestAndAsksAtTheNext() {
        Access access = access(ASK);

        assertEquals(ErrorKind.PERMISSION, refused(access).kind());
        person.says(ConsentAnswer.ALLOW);

        assertDoesNotThrow(() -> access.require(TOOL, MODEL));
    }

    @Test
    void whereNobodyCanBeAskedTheRequestIsRefusedWithWhatToDo() {
        person.there = false;

        ErrorInfo error = refused(access(ASK));

        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertTrue(error.hint().orElseThrow().contains("access.default"));
    }

    @Test
    void whatThePersonStartsIsNotAskedAbout() {
        Access access = access(ASK);

        for (String own : List.of("cli", "python", "gateway", "github.copilot-chat", "core", "my-script")) {
            access.require(own, MODEL);
        }

        assertEquals(List.of(), person.questions);
    }

    @Test
    void unsetAsksOnceWhereAKeyIsSpent() {
        Access access = access(Map.of());
        person.says(ConsentAnswer.ALLOW);

        access.require(TOOL, MODEL);
        access.require(TOOL, OTHER_MODEL);

        assertEquals(1, person.questions.size());
    }

    @Test
    void unsetAllowsModelsThatNeedNoKey() {
        person.there = false;

        assertDoesNotThrow(() -> access(Map.of()).require(TOOL, KEYLESS));
    }

    @Test
    void unsetRefusesAKeyWhereNobodyCanBeAsked() {
        person.there = false;

        ErrorInfo error = refused(access(Map.of()));

        assertEquals(ErrorKind.PERMISSION, error.kind());
        assertEquals(
                "Whether acme.tool may use openai/gpt-5 was never answered, and nobody can be asked here.",
                error.message());
        assertTrue(error.hint().isPresent());
    }

    @Test
    void unsetAllowsWhatThePersonStarts() {
        Access access = access(Map.of());

        for (String own : List.of("cli", "python", "gateway", "doctor", "vscode", "github.copilot-chat", "core")) {
            access.require(own, MODEL);
        }

        assertEquals(List.of(), person.questions);
    }

    @Test
    void askAsksAboutModelsThatNeedNoKeyToo() {
        person.says(ConsentAnswer.ALLOW);

        access(ASK).require(TOOL, KEYLESS);

        assertEquals(1, person.questions.size());
    }

    @Test
    void allowAsksAboutNothing() {
        access(Map.of("access.default", "allow")).require(TOOL, MODEL);

        assertEquals(List.of(), person.questions);
    }

    @Test
    void aCancelledRequestLeavesTheQuestionToTheOthers() throws Exception {
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
    void theSettingDeniesWhoeverWasNotAnsweredFor() {
        person.says(ConsentAnswer.ALLOW_MODEL);
        access(ASK).require(TOOL, MODEL);
        Access strict = access(Map.of("access.default", "deny"));

        strict.require(TOOL, MODEL);
        OpenLlmException denied =
                assertThrows(OpenLlmException.class, () -> strict.require(TOOL, OTHER_MODEL));

        assertEquals(ErrorKind.PERMISSION, denied.info().kind());
    }

    @Test
    void answersOutliveTheProcessInAPrivateFileAndCanBeRevoked() throws IOException {
        person.says(ConsentAnswer.ALLOW);
        access(ASK).require(TOOL, MODEL);
        Access restarted = access(ASK);

        restarted.require(TOOL, MODEL);
        assertEquals(1, person.questions.size());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("access.json"))));
        assertEquals(List.of(TOOL), restarted.list(1).rules().stream().map(AccessRule::consumer).toList());

        assertEquals(List.of(), restarted.revoke(TOOL, Optional.empty()).rules());
        restarted.require(TOOL, MODEL);
        assertEquals(2, person.questions.size());
    }

    @Test
    void parallelRequestsOfOneExtensionMakeOneQuestion() throws Exception {
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
    void theTokensOfADayRunOutForOneConsumerAndNotForAnother() {
        Access access = access(Map.of("access.tokensPerDay", "1000"));
        person.says(ConsentAnswer.ALLOW);
        access.ended(use(TOOL, 900, 100, 0.01));

        ErrorInfo error = refused(access);

        assertEquals(ErrorKind.QUOTA, error.kind());
        assertEquals("acme.tool used 1,000 tokens today; access.tokensPerDay is 1,000.", error.message());
        assertDoesNotThrow(() -> access.require("other.tool", MODEL));
    }

    @Test
    void theDollarsOfADayCountAcrossARestart() {
        Map<String, String> settings = Map.of("access.dollarsPerDay", "0.50");
        person.says(ConsentAnswer.ALLOW);
        try (Access before = access(settings)) {
            before.ended(use(TOOL, 1, 1, 0.75));
        }

        ErrorInfo error = refused(access(settings));

        assertEquals(ErrorKind.QUOTA, error.kind());
        assertEquals("acme.tool spent $0.75 today; access.dollarsPerDay is $0.50.", error.message());
    }

    @Test
    void theRecordSumsUpByDayConsumerAndModel() {
        try (Access access = access(Map.of())) {
            access.ended(use(TOOL, 10, 5, 0.5));
            access.ended(use(TOOL, 1, 2, 0.25));
            access.ended(ModelUse.failed(TOOL, MODEL.id(), ErrorKind.TIMEOUT));
        }

        UsageOfDay row = access(Map.of()).list(2).usage().getFirst();

        assertEquals(new UsageOfDay(row.day(), TOOL, MODEL.id(), 3, 1, 11, 7, 0.75), row);
    }

    @Test
    void nothingIsRecordedWhenTheRecordIsSwitchedOff() {
        try (Access access = access(Map.of("access.audit", "false"))) {
            access.ended(use(TOOL, 10, 5, 0.5));
        }
        assertEquals(List.of(), access(Map.of()).list(2).usage());
    }

    @Test
    void theRecordIsBoundedInSize() throws IOException {
        int most = 2000;
        try (Access access = new Access(folder, Map::of, person, most)) {
            for (int i = 0; i < 100; i++) {
                access.ended(use("acme.tool" + i, 1, 1, 0));
            }
        }
        try (var files = Files.list(folder.resolve("usage"))) {
            for (Path file : files.toList()) {
                assertTrue(Files.size(file) <= most, file + " has " + Files.size(file) + " bytes");
            }
        }
        List<String> kept = access(Map.of()).list(2).usage().stream().map(UsageOfDay::consumer).toList();
        assertTrue(kept.contains("acme.tool99"), kept.toString());
    }

    @Test
    void theRecordIsBoundedInAge() throws IOException {
        Path old = Files.createDirectories(folder.resolve("usage")).resolve("2001-01.jsonl");
        Files.writeString(old, "{}\n");
        try (Access access = access(Map.of())) {
            access.ended(use(TOOL, 1, 1, 0));
        }
        assertTrue(Files.notExists(old));
    }

    private Access access(Map<String, String> settings) {
        return new Access(folder, () -> settings, person);
    }

    private static ErrorInfo refused(Access access) {
        return assertThrows(OpenLlmException.class, () -> access.require(TOOL, MODEL)).info();
    }

    private static ModelUse use(String consumer, long in, long out, double cost) {
        return new ModelUse(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                consumer,
                MODEL.id(),
                OptionalLong.of(in),
                OptionalLong.of(out),
                OptionalDouble.of(cost),
                "stop",
                false);
    }

    @Test
    void aConnectedProgramIsAskedAboutOnceByItsName() {
        Access access = access(Map.of());
        person.says(ConsentAnswer.ALLOW);

        access.requirePermission("python", PeerPermission.CONFIGURATION);
        access(Map.of()).requirePermission("python", PeerPermission.CONFIGURATION);
        access.requirePermission("python", PeerPermission.TOOLS);

        assertEquals(
                List.of(
                        new AskPermissionParams("python", PeerPermission.CONFIGURATION),
                        new AskPermissionParams("python", PeerPermission.TOOLS)),
                person.permissions);
    }

    @Test
    void whatAConnectedProgramMayDoSaysNothingAboutModels() {
        Access access = access(ASK);
        person.says(ConsentAnswer.ALLOW);

        access.requirePermission(TOOL, PeerPermission.CONFIGURATION);
        access.require(TOOL, MODEL);

        assertEquals(List.of(new ConsentParams(TOOL, MODEL.id(), "OpenAI")), person.questions);
    }

    @Test
    void aConnectedProgramThatWasDeniedIsAskedAboutAgainOnceThatIsRevoked() {
        Access access = access(Map.of());
        person.says(ConsentAnswer.DENY);

        for (int i = 0; i < 2; i++) {
            OpenLlmException refused = assertThrows(
                    OpenLlmException.class, () -> access.requirePermission("python", PeerPermission.CONFIGURATION));
            assertEquals("You did not allow python to read and change your configuration.", refused.getMessage());
            assertEquals(
                    "To be asked again, take your answer back: \"Open LLM: Who May Use Models…\" in VS Code, or"
                            + " 'open-llm access revoke python'.",
                    refused.info().hint().orElseThrow());
        }
        access.revoke("python", Optional.empty());
        person.says(ConsentAnswer.ALLOW);
        access.requirePermission("python", PeerPermission.CONFIGURATION);

        assertEquals(2, person.permissions.size());
    }

    @Test
    void manyRequestsOfAConnectedProgramMakeOneQuestion() throws Exception {
        Access access = access(Map.of());
        person.answer = new CompletableFuture<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                requests.add(threads.submit(() -> access.requirePermission("python", PeerPermission.TOOLS)));
            }
            person.answer.complete(Optional.of(ConsentAnswer.ALLOW));
            for (Future<?> request : requests) {
                request.get();
            }
        }
        assertEquals(1, person.permissions.size());
    }

    @Test
    void whereNobodyCanBeAskedAConnectedProgramIsRefused() {
        person.there = false;
        OpenLlmException refused = assertThrows(
                OpenLlmException.class, () -> access(Map.of()).requirePermission("python", PeerPermission.TOOLS));
        assertEquals(ErrorKind.PERMISSION, refused.info().kind());
        assertTrue(refused.info().hint().orElseThrow().contains("VS Code"));
        assertEquals(List.of(), person.permissions);
    }

    @Test
    void withoutAnAnswerAConnectedProgramIsRefusedAndAskedAboutAgain() {
        Access access = access(Map.of());
        for (int i = 0; i < 2; i++) {
            assertThrows(OpenLlmException.class, () -> access.requirePermission("python", PeerPermission.TOOLS));
        }
        assertEquals(2, person.permissions.size());
        assertEquals(List.of(), access.list(1).rules());
    }
}
