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

    private static final String CONSUMER = "acme.tool";
    private static final RequestedModel MODEL = new RequestedModel("openai/gpt-5", "OpenAI", () -> true);
    private static final Map<String, String> ASK_SETTINGS = Map.of("access.default", "ask");

    @TempDir
    private Path folder;

    private final Person user = new Person();

    @Test
    void theUserIsAskedOnceAboutAConnectedProgram() {
        Access access = access(Map.of());
        user.replyWith(ConsentAnswer.ALLOW);

        access.requirePermission("python", PeerPermission.CONFIGURATION);
        access(Map.of()).requirePermission("python", PeerPermission.CONFIGURATION);
        access.requirePermission("python", PeerPermission.TOOLS);

        assertEquals(
                List.of(
                        new AskPermissionParams("python", PeerPermission.CONFIGURATION),
                        new AskPermissionParams("python", PeerPermission.TOOLS)),
                user.permissions);
    }

    @Test
    void aPermissionDoesNotAffectModels() {
        Access access = access(ASK_SETTINGS);
        user.replyWith(ConsentAnswer.ALLOW);

        access.requirePermission(CONSUMER, PeerPermission.CONFIGURATION);
        access.require(CONSUMER, MODEL);

        assertEquals(List.of(new ConsentParams(CONSUMER, MODEL.id(), "OpenAI")), user.questions);
    }

    @Test
    void theUserIsAskedAgainAfterADenialIsRevoked() {
        Access access = access(Map.of());
        user.replyWith(ConsentAnswer.DENY);

        for (int i = 0; i < 2; i++) {
            OpenLlmException refusal = assertThrows(
                    OpenLlmException.class, () -> access.requirePermission("python", PeerPermission.CONFIGURATION));
            assertEquals(
                    "You did not grant python this permission: read and change your configuration.",
                    refusal.getMessage());
            assertEquals(
                    "To be asked again, revoke the decision with `open-llm access revoke python`, or with "
                            + "the \"Open LLM: Manage Model Access\" command in VS Code.",
                    refusal.info().hint().orElseThrow());
        }
        access.revoke("python", Optional.empty());
        user.replyWith(ConsentAnswer.ALLOW);
        access.requirePermission("python", PeerPermission.CONFIGURATION);

        assertEquals(2, user.permissions.size());
    }

    @Test
    void manyRequestsOfAConnectedProgramProduceOneQuestion() throws Exception {
        Access access = access(Map.of());
        user.reply = new CompletableFuture<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                requests.add(executor.submit(() -> access.requirePermission("python", PeerPermission.TOOLS)));
            }
            user.reply.complete(Optional.of(ConsentAnswer.ALLOW));
            for (Future<?> request : requests) {
                request.get();
            }
        }
        assertEquals(1, user.permissions.size());
    }

    @Test
    void withoutAUserToAskAConnectedProgramIsRefused() {
        user.available = false;
        OpenLlmException refusal = assertThrows(
                OpenLlmException.class, () -> access(Map.of()).requirePermission("python", PeerPermission.TOOLS));
        assertEquals(ErrorKind.PERMISSION, refusal.info().kind());
        assertTrue(refusal.info().hint().orElseThrow().contains("VS Code"));
        assertEquals(List.of(), user.permissions);
    }

    @Test
    void withoutAReplyAConnectedProgramIsRefusedAndTheNextRequestAsksAgain() {
        Access access = access(Map.of());
        for (int i = 0; i < 2; i++) {
            assertThrows(OpenLlmException.class, () -> access.requirePermission("python", PeerPermission.TOOLS));
        }
        assertEquals(2, user.permissions.size());
        assertEquals(List.of(), access.list(1).rules());
    }

    private Access access(Map<String, String> settings) {
        return new Access(folder, () -> settings, user);
    }
}
