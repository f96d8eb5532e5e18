package dev.openllm.server.chat.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.FailurePhrases;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests for the token limits that providers report when they reject a request because of its length. */
class TokenLimitsTest {

    static List<FailurePhrases.Failure> overflows() {
        return FailurePhrases.overflows();
    }

    @ParameterizedTest
    @MethodSource("overflows")
    void anOverflowErrorContainsTheContextSize(FailurePhrases.Failure failure) {
        ErrorInfo error = new OpenAiChatDialect().readError(failure.status(), Map.of(), failure.body());

        int contextTokens = TokenLimits.context(error).orElse(0);

        assertEquals(failure.contextTokens(), contextTokens, error.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        max_tokens is too large: 32000. This model supports at most 16384 completion tokens, whereas you provided 32000. | 16384
        max_tokens: 128000 > 64000, which is the maximum allowed number of output tokens for claude-sonnet-4-5 | 64000
        <400> InternalError.Algo.InvalidParameter: Range of max_tokens should be [1, 8192] | 8192
        Invalid max_tokens value, the valid range of max_tokens is [1, 8192] | 8192
        `max_completion_tokens` must be less than or equal to `32768`, the maximum value for `max_completion_tokens` | 32768
        it has a maxOutputTokens value of 100000 but the supported range is from 1 (inclusive) to 65537 (exclusive). | 65536
        The maximum tokens you requested exceeds the model limit of 4096. Try again with a value lower than 4096. | 4096
        Invalid 'max_output_tokens': integer above maximum value. Expected a value <= 16384, but got 32000 instead. | 16384
        """)
    void theLimitOfTheModelAppliesToItsLaterRequests(String message, int tokens) {
        ErrorInfo refusal = ErrorInfo.of(ErrorKind.INVALID_REQUEST, message);

        assertEquals(
                Optional.of(new TokenLimits.Output(tokens, true)), TokenLimits.output(refusal, OptionalInt.of(32_000)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        'max_tokens' or 'max_completion_tokens' is too large: 32000. This model's maximum context length is 32768 tokens and your request has 9000 input tokens (32000 > 32768 - 9000). | 23768
        This model's maximum context length is 32768 tokens. However, you requested 41000 tokens (9000 in the messages, 32000 in the completion). | 23768
        input length and `max_tokens` exceed context limit: 190000 + 32000 > 200000, decrease input length or `max_tokens` and try again | 10000
        `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 3000 `inputs` tokens and 2000 `max_new_tokens` | 1096
        """)
    void theLimitThatAPromptLeavesAppliesOnlyToThisRequest(String message, int tokens) {
        ErrorInfo refusal = ErrorInfo.of(ErrorKind.CONTEXT_TOO_LONG, message);

        assertEquals(
                Optional.of(new TokenLimits.Output(tokens, false)),
                TokenLimits.output(refusal, OptionalInt.of(32_000)));
    }

    @Test
    void aPromptThatLeavesAlmostNoOutputTokensIsTooLong() {
        ErrorInfo refusal = ErrorInfo.of(
                ErrorKind.CONTEXT_TOO_LONG,
                "input length and `max_tokens` exceed context limit: 199900 + 32000 > 200000");

        assertEquals(Optional.empty(), TokenLimits.output(refusal, OptionalInt.of(32_000)));
        assertEquals(Optional.of(new TokenLimits.Output(100, false)), TokenLimits.output(refusal, OptionalInt.of(100)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.
        temperature must be less than or equal to 2
        max_tokens > 4096 must have stream=true
        """)
    void otherRefusalsContainNoLimit(String message) {
        assertEquals(
                Optional.empty(),
                TokenLimits.output(ErrorInfo.of(ErrorKind.INVALID_REQUEST, message), OptionalInt.of(32_000)));
    }
}
