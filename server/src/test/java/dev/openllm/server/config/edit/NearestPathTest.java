package dev.openllm.server.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestPathTest {

    @ParameterizedTest
    @CsvSource({
        "default-model, default_model",
        "retries, policies.retries",
        "retrys, policies.retries",
        "policies.retry, policies.retries",
        "polices.retries, policies.retries",
        "polices.retrys, policies.retries",
        "providers.work.api_bse, providers.work.api_base",
        "providers.work.modls.small.vison, providers.work.models.small.vision",
        "alaises.fast, aliases.fast",
        "chat.histroy, chat.history"
    })
    void theCompletePathIsSuggested(String path, String suggestion) {
        assertEquals(Optional.of(suggestion), NearestPath.of(List.of(path.split("\\."))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "future.x", "OPENAI", "policies.x.y", "default_model.x"})
    void anUnrelatedPathHasNoSuggestion(String path) {
        assertEquals(Optional.empty(), NearestPath.of(List.of(path.split("\\."))));
    }
}
