package dev.openllm.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Timing;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.status.ConsumerUsage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Tests for the usage totals of one process. */
class SessionUsageTest {

    private final SessionUsage session = new SessionUsage();

    @Test
    void tokensAndCostAreAddedUp() {
        session.add(ModelUse.finished("cli", result(10, 5, OptionalDouble.of(0.25))));
        session.add(ModelUse.finished("cli", result(20, 7, OptionalDouble.of(0.5))));
        ConsumerUsage usage = session.all().getFirst();
        assertEquals(List.of(2L, 30L, 12L), List.of(usage.requests(), usage.inputTokens(), usage.outputTokens()));
        assertEquals(OptionalDouble.of(0.75), usage.costUsd());
    }

    @Test
    void withoutAPriceThereIsNoCost() {
        session.add(ModelUse.finished("cli", result(10, 5, OptionalDouble.empty())));
        assertTrue(session.all().getFirst().costUsd().isEmpty());
    }

    @Test
    void anErrorCountsAsAFailureButACancelledChatDoesNot() {
        session.add(ModelUse.failed("cli", "test/model", ErrorKind.NETWORK));
        session.add(ModelUse.failed("cli", "test/model", ErrorKind.CANCELLED));
        ConsumerUsage usage = session.all().getFirst();
        assertEquals(List.of(2L, 1L), List.of(usage.requests(), usage.failures()));
    }

    @Test
    void consumersBeyondTwoHundredAreCountedTogether() {
        for (int i = 0; i < 1000; i++) {
            session.add(ModelUse.finished("consumer " + i, result(1, 1, OptionalDouble.empty())));
        }
        assertEquals(201, session.all().size());
        assertEquals(
                1,
                session.all().stream().filter(usage -> usage.requests() == 800).count());
    }

    private static ChatResult result(long inputTokens, long outputTokens, OptionalDouble costUsd) {
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
}
