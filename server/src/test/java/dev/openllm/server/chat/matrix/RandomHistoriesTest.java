package dev.openllm.server.chat.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.chat.history.HistorySanitizer;
import dev.openllm.server.chat.history.RandomHistory;
import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that nonsensical conversations, which no client should send, still become requests that providers accept. */
class RandomHistoriesTest {

    @ParameterizedTest
    @EnumSource
    void noRequestViolatesTheRulesOfTheProvider(Party target) {
        for (long seed = 0; seed < 150; seed++) {
            JsonNode request = request(target, new RandomHistory(seed).conversation());
            assertEquals(List.of(), target.rules.violations(request), "seed " + seed + ": " + request);
        }
    }

    private static JsonNode request(Party target, List<Message> conversation) {
        Quirks quirks = new Quirks(target.quirks);
        ModelInfo model = TestModels.info(target.modelId());
        List<Message> sanitized = new HistorySanitizer(
                        target.dialect.historyRules(quirks), model, UnaryOperator.identity())
                .sanitize(conversation)
                .messages();
        ChatCall call = new ChatCall(
                model.provider(),
                model.model(),
                sanitized,
                List.of(),
                ToolChoice.AUTO,
                ChatOptions.DEFAULTS,
                true,
                model.limits(),
                model.capabilities(),
                quirks);
        return target.dialect.encode(call).body().orElseThrow();
    }
}
