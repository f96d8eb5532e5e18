package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that each error phrase has the same meaning in every dialect. Servers support several dialects, and gateways
 * forward the error messages of other servers.
 */
class FailureKindsTest {

    private static final List<Dialect> DIALECTS = List.of(
            new OpenAiChatDialect(),
            new OpenAiResponsesDialect(),
            new AnthropicDialect(),
            new GeminiDialect(),
            new OllamaDialect());

    static List<FailurePhrases.Failure> overflows() {
        return FailurePhrases.overflows();
    }

    @ParameterizedTest
    @MethodSource("overflows")
    void aContextOverflowIsRecognizedInEveryDialect(FailurePhrases.Failure failure) {
        for (Dialect dialect : DIALECTS) {
            ErrorInfo error = dialect.readError(failure.status(), Map.of(), failure.body());

            assertEquals(ErrorKind.CONTEXT_TOO_LONG, error.kind(), dialect.name() + ": " + error);
            assertFalse(error.message().contains("{"), dialect.name() + " shows JSON: " + error.message());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        QUOTA           | 403 | {"error":{"type":"access_terminated_error","message":"You've reached your usage limit for this billing cycle."}}
        QUOTA           | 403 | {"code":"The caller does not have permission","error":"Your newly created team doesn't have any credits yet."}
        QUOTA           | 400 | {"error":{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."}}
        QUOTA           | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits."}}
        QUOTA           | 429 | {"error":{"code":"1113","message":"余额不足或无可用资源包,请充值。"}}
        QUOTA           | 400 | {"error":{"message":"Budget has been exceeded! Current cost: 0.1, Max budget: 0.05","type":"budget_exceeded","code":"400"}}
        QUOTA           | 400 | {"error":{"message":"ExceededBudget: User=me over budget. Spend=2, Budget=1"}}
        MODEL_NOT_FOUND | 400 | {"error":{"message":"litellm.BadRequestError: You passed in model=nosuch. There are no healthy deployments for this model"}}
        MODEL_NOT_FOUND | 400 | {"error":{"message":"unsupported model: nosuch","type":"invalid_request_error"}}
        RATE_LIMITED    | 400 | {"error":{"type":"ThrottlingException","message":"Too many tokens, please wait before trying again."}}
        INVALID_REQUEST | 500 | {"error":{"code":500,"message":"Failed to parse tool call arguments as JSON: [json.exception.parse_error.101]","type":"server_error"}}
        INVALID_REQUEST | 400 | {"error":{"message":"max_tokens is too large: 32000. This model supports at most 16384 completion tokens"}}
        INVALID_REQUEST | 400 | {"error":{"message":"max_tokens: 128000 > 64000, which is the maximum allowed number of output tokens"}}
        INVALID_REQUEST | 400 | {"error":{"message":"'max_tokens' or 'max_completion_tokens' is too large: 32000. This model's maximum context length is 32768 tokens and your request has 9000 input tokens (32000 > 32768 - 9000)."}}
        OVERLOADED      | 503 | {"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}
        """)
    void aMessageHasTheSameMeaningInEveryDialect(ErrorKind kind, int status, String body) {
        for (Dialect dialect : DIALECTS) {
            assertEquals(kind, dialect.readError(status, Map.of(), body).kind(), dialect.name());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        true  | Loading model
        true  | Model Qwen/Qwen3-8B is currently loading
        true  | the model is being loaded
        false | The engine is currently overloaded
        false | Reloading models.json failed
        """)
    void aLoadingModelIsDistinguishedFromAnOverload(boolean loading, String message) {
        assertEquals(loading, FailureKinds.isLoading(ErrorInfo.of(ErrorKind.OVERLOADED, message)));
    }

    @ParameterizedTest
    @CsvSource({"CONTEXT_TOO_LONG", "INVALID_REQUEST"})
    void onlyAnOverloadErrorCanIndicateLoading(ErrorKind kind) {
        assertFalse(FailureKinds.isLoading(ErrorInfo.of(kind, "Loading model")));
        assertTrue(FailureKinds.isLoading(ErrorInfo.of(ErrorKind.OVERLOADED, "Loading model")));
    }
}
