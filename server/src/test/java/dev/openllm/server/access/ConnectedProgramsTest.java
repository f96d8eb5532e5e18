package dev.openllm.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import dev.openllm.protocol.access.PeerPermission;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.nio.file.Path;
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

/** Tests what programs are allowed to do while they are connected to a running server. */
class ConnectedProgramsTest {

    private static final String TOOL = "acme.tool";
    private static final RequestedModel MODEL = new RequestedModel("openai/gpt-5", "OpenAI", () -> true);
    private static final Map<String, String> ASK = Map.of("access.default", "ask");

    @TempDir
    private Path folder;

    private final Person person = new Person();

    @Test
    void theUserIsAskedOnceAboutAConnectedProgram() {
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
    void aPermissionDoesNotAffectModels() {
        Access access = access(ASK);
        person.says(ConsentAnswer.ALLOW);

        access.requirePermission(TOOL, PeerPermission.CONFIGURATION);
        access.require(TOOL, MODEL);

        assertEquals(List.of(new ConsentParams(TOOL, MODEL.id(), "OpenAI")), person.questions);
    }

    @Test
    void theUserIsAskedAgainAfterADenialIsRevoked() {
        Access access = access(Map.of());
        person.says(ConsentAnswer.DENY);

        for (int i = 0; i < 2; i++) {
            OpenLlmException refused = assertThrows(
                    OpenLlmException.class, () -> access.requirePermission("python", PeerPermission.CONFIGURATION));
            assertEquals(
                    "You did not grant python this permission: read and change your configuration.",
                    refused.getMessage());
            assertEquals(
                    "To be asked again, revoke the decision with `open-llm access revoke python`, or with "
                            + "the \"Open LLM: Manage Model Access\" command in VS Code.",
                    refused.info().hint().orElseThrow());
        }
        access.revoke("python", Optional.empty());
        person.says(ConsentAnswer.ALLOW);
        access.requirePermission("python", PeerPermission.CONFIGURATION);

        assertEquals(2, person.permissions.size());
    }

    @Test
    void manyRequestsOfAConnectedProgramProduceOneQuestion() throws Exception {
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
    void withoutAUserToAskAConnectedProgramIsRefused() {
        person.there = false;
        OpenLlmException refused = assertThrows(
                OpenLlmException.class, () -> access(Map.of()).requirePermission("python", PeerPermission.TOOLS));
        assertEquals(ErrorKind.PERMISSION, refused.info().kind());
        assertTrue(refused.info().hint().orElseThrow().contains("VS Code"));
        assertEquals(List.of(), person.permissions);
    }

    @Test
    void withoutAReplyAConnectedProgramIsRefusedAndTheNextRequestAsksAgain() {
        Access access = access(Map.of());
        for (int i = 0; i < 2; i++) {
            assertThrows(OpenLlmException.class, () -> access.requirePermission("python", PeerPermission.TOOLS));
        }
        assertEquals(2, person.permissions.size());
        assertEquals(List.of(), access.list(1).rules());
    }

    private Access access(Map<String, String> settings) {
        return new Access(folder, () -> settings, person);
    }
}
