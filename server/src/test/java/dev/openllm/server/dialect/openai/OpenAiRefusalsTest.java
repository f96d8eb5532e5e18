package dev.openllm.server.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.Quirks;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for the quirks of a provider or model that are learned from refused requests. */
class OpenAiRefusalsTest {

    private static Optional<Quirks> learnQuirks(ErrorKind kind, String message) {
        return OpenAiRefusals.learn(ErrorInfo.of(kind, message).withStatus(400));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        max-tokens-field     | max_completion_tokens | Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.
        max-tokens-field     | max_tokens            | Unrecognized request argument supplied: max_completion_tokens
        omit-temperature     | true                  | Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.
        omit-temperature     | true                  | Unsupported parameter: 'temperature' is not supported with this model.
        omit-stream_options  | true                  | body.stream_options: Extra inputs are not permitted
        omit-stream_options  | true                  | property 'stream_options' is unsupported
        omit-parallel_tool_calls | true              | Unknown parameter: 'parallel_tool_calls'.
        omit-reasoning_effort | true                 | Unrecognized request argument supplied: reasoning_effort
        omit-prompt_cache_key | true                 | unknown field `prompt_cache_key`, expected one of `model`
        omit-include         | true                  | Encrypted content is not supported with this model.
        reasoning-summary    | none                  | Your organization must be verified to generate reasoning summaries.
        reasoning-summary    | none                  | Unsupported parameter: 'reasoning.summary' is not supported with this model.
        system-role          | developer             | Unsupported value: 'messages[0].role' does not support 'system' with this model.
        reasoning-back       | with-tool-calls       | The `reasoning_content` in the thinking mode must be passed back to the API.
        reasoning-back       | with-tool-calls       | thinking is enabled but reasoning_content is missing in assistant tool call message at index 2
        reasoning-back       | never                 | property 'reasoning_content' is unsupported
        no-json-schema       | true                  | This model does not support response format `json_schema`.
        no-json-schema       | true                  | Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.
        """, quoteCharacter = '\0')
    void aRefusedParameterIsOmittedOrRenamed(String quirk, String value, String message) {
        assertEquals(Optional.of(Quirks.NONE.with(quirk, value)), learnQuirks(ErrorKind.INVALID_REQUEST, message));
    }

    @Test
    void anEssentialParameterIsNotOmitted() {
        assertEquals(Optional.empty(), learnQuirks(ErrorKind.INVALID_REQUEST, "Unsupported parameter: 'messages'"));
        assertEquals(Optional.empty(), learnQuirks(ErrorKind.INVALID_REQUEST, "Unknown parameter: 'tools'."));
        assertEquals(Optional.empty(), learnQuirks(ErrorKind.INVALID_REQUEST, "Something else is wrong."));
    }

    @Test
    void otherFailuresTeachNoQuirk() {
        assertEquals(Optional.empty(), learnQuirks(ErrorKind.OVERLOADED, "Unknown parameter: 'temperature'."));
    }
}
