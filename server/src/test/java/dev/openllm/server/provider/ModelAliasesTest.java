package dev.openllm.server.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelAliasesTest {

    private final ModelAliases aliases = ModelAliases.of(Map.of(
            "aliases.claude-*", "a/any",
            "aliases.claude-haiku-*", "a/haiku",
            "aliases.claude-haiku-4.5", "a/exact",
            "aliases.*-mini*x", "a/mini",
            "other.claude-opus", "a/none"));

    @ParameterizedTest
    @CsvSource({
        "claude-haiku-4.5, a/exact",
        "claude-haiku-4.5-20251001, a/haiku",
        "claude-opus, a/any",
        "gpt-4o-mini-x, a/mini",
        "-minix, a/mini"
    })
    void theExactNameTakesPrecedenceOverTheLongestPattern(String name, String model) {
        assertEquals(Optional.of(model), aliases.target(name));
    }

    @ParameterizedTest
    @CsvSource({"claude", "xclaude-opus", "gpt-4o-mini", "-mini", "CLAUDE-OPUS"})
    void anUnmatchedNameHasNoModel(String name) {
        assertEquals(Optional.empty(), aliases.target(name));
    }

    @Test
    void aliasesWithoutAPatternAreListed() {
        assertEquals(Map.of("claude-haiku-4.5", "a/exact"), aliases.exact());
    }

    @Test
    void withoutAliasesNoNameHasAModel() {
        assertEquals(
                Optional.empty(), ModelAliases.of(Map.of("gateway.port", "1")).target("x"));
    }
}
