package dev.openllm.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ProviderInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as a library. */
@Timeout(60)
class OpenLlmTest {

    private final OpenLlm models = OpenLlm.open();

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void anAnswerComesPieceByPieceAndEndsWithItsResult() {
        List<ChatEvent> events = new ArrayList<>();

        ChatResult result = models.chat(ask("/reason hm\none two"), events::add);

        assertEquals(FinishReason.STOP, result.finishReason());
        assertTrue(events.size() > 2, events.toString());
        assertTrue(events.contains(new ChatEvent.Reasoning("hm")), events.toString());
    }

    @Test
    void theBuiltInModelAndItsProviderAreListed() {
        assertTrue(models.models().stream().anyMatch(model -> model.id().equals("echo/echo")));
        assertTrue(models.providers().stream().map(ProviderInfo::name).anyMatch("echo"::equals));
    }

    @Test
    void aFailureSaysWhatKindItIs() {
        OpenLlmException failed = assertThrows(
                OpenLlmException.class, () -> models.chat(ask("/fail rate_limited"), event -> {}));
        assertEquals(ErrorKind.RATE_LIMITED, failed.info().kind());
    }

    @Test
    void interruptingTheThreadCancelsTheRequest() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread asking = Thread.startVirtualThread(() -> {
            try {
                models.chat(ask("/slow 60000\none two"), event -> {});
            } catch (Throwable failed) {
                ended.complete(failed);
            }
        });
        asking.interrupt();
        assertEquals(ErrorKind.CANCELLED, ((OpenLlmException) ended.get()).info().kind());
    }

    private static ChatParams ask(String text) {
        return ChatParams.of("echo/echo", Message.user(text));
    }
}
