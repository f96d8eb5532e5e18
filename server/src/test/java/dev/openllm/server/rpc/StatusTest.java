package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Timing;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.status.ConsumerUsage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server tells of itself and of those who use models. */
@Timeout(60)
class StatusTest {

    private final ConsumerUsages usages = new ConsumerUsages();

    @Test
    void tellsTheProcessItsAgeAndItsSize() {
        JsonNode status = answerTo("{'jsonrpc':'2.0','id':2,'method':'status/get'}");
        assertEquals("1.2.3", status.path("serverVersion").asText());
        assertEquals(ProcessHandle.current().pid(), status.path("processId").asLong());
        assertTrue(status.path("uptimeMs").asLong() > 0);
        assertTrue(status.path("memoryBytes").asLong() > 1024 * 1024);
        assertTrue(status.path("javaVersion").asText().startsWith(String.valueOf(Runtime.version().feature())));
    }

    @Test
    void countsAChatForTheConsumerThatAskedForIt() {
        String chat = "{'jsonrpc':'2.0','id':1,'method':'chat/start','params':{'model':'m','consumer':'acme.tests'}}";
        JsonNode consumers = answerTo(chat, "{'jsonrpc':'2.0','id':2,'method':'status/get'}").path("consumers");
        assertEquals(1, consumers.size());
        assertEquals("acme.tests", consumers.get(0).path("consumer").asText());
        assertEquals("test/model", consumers.get(0).path("lastModel").asText());
    }

    @Test
    void addsUpTokensAndCost() {
        usages.counting(by("cli"), () -> answer(10, 5, OptionalDouble.of(0.25)));
        usages.counting(by("cli"), () -> answer(20, 7, OptionalDouble.of(0.5)));
        ConsumerUsage usage = usages.all().getFirst();
        assertEquals(List.of(2L, 30L, 12L), List.of(usage.requests(), usage.inputTokens(), usage.outputTokens()));
        assertEquals(OptionalDouble.of(0.75), usage.costUsd());
    }

    @Test
    void knowsNoCostWhereNoAnswerHadAPrice() {
        usages.counting(by("cli"), () -> answer(10, 5, OptionalDouble.empty()));
        assertTrue(usages.all().getFirst().costUsd().isEmpty());
    }

    @Test
    void countsAnErrorAsAFailureAndACancelledChatNot() {
        assertThrows(OpenLlmException.class, () -> usages.counting(by("cli"), () -> failing(ErrorKind.NETWORK)));
        assertThrows(OpenLlmException.class, () -> usages.counting(by("cli"), () -> failing(ErrorKind.CANCELLED)));
        ConsumerUsage usage = usages.all().getFirst();
        assertEquals(List.of(2L, 1L), List.of(usage.requests(), usage.failures()));
    }

    @Test
    void countsConsumersBeyondTwoHundredTogether() {
        for (int i = 0; i < 1000; i++) {
            usages.counting(by("consumer " + i), () -> answer(1, 1, OptionalDouble.empty()));
        }
        assertEquals(201, usages.all().size());
        assertFalse(usages.all().stream().filter(usage -> usage.requests() == 800).toList().isEmpty());
    }

    private static JsonNode answerTo(String... requests) {
        BytePipe toServer = new BytePipe();
        BytePipe toClient = new BytePipe();
        TestServices services = new TestServices();
        StdioServer server = StdioServer.on(toServer.source(), toClient.sink());
        Thread.ofPlatform().daemon().start(() -> server.serve(services.services()));
        try (RawClient client = new RawClient(toClient.source(), toServer.sink())) {
            JsonNode last = null;
            for (String request : requests) {
                last = client.send(request).next(message -> message.has("result"));
            }
            return last.path("result");
        }
    }

    private static ChatParams by(String consumer) {
        return new ChatParams(
                "test/model",
                List.of(),
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                Optional.empty(),
                Optional.of(consumer));
    }

    private static ChatResult answer(long inputTokens, long outputTokens, OptionalDouble costUsd) {
        return new ChatResult(
                "test/model",
                FinishReason.STOP,
                "stop",
                new Usage(
                        OptionalLong.of(inputTokens),
                        OptionalLong.of(outputTokens),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                new Timing(1, OptionalLong.empty()),
                Optional.empty(),
                costUsd);
    }

    private static ChatResult failing(ErrorKind kind) {
        throw new OpenLlmException(kind, "It failed.");
    }
}
