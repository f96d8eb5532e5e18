package dev.openllm.server.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.Quirks;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for errors that the Gemini API returns. */
class GeminiErrorsTest {

    private static ErrorInfo error(int status, String body) {
        return new GeminiDialect().readError(status, Map.of(), body);
    }

    @Test
    void anInvalidKeyIsAnAuthErrorDespiteStatus400() {
        ErrorInfo error = error(400, """
            {"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[
              {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}
            """);

        assertEquals(ErrorKind.AUTH, error.kind());
        assertEquals("API key not valid.", error.message());
        assertEquals(Optional.of("INVALID_ARGUMENT"), error.code());
    }

    @Test
    void theWaitIsReadFromTheDetails() {
        ErrorInfo error = error(429, """
            {"error":{"code":429,"message":"Slow down","status":"RESOURCE_EXHAUSTED","details":[
              {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}}
            """);

        assertEquals(ErrorKind.RATE_LIMITED, error.kind());
        assertEquals(OptionalLong.of(34_400), error.retryAfterMs());
    }

    @Test
    void aDailyQuotaIsNotARateLimit() {
        assertEquals(ErrorKind.QUOTA, error(429, """
            {"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED","details":[
              {"@type":"type.googleapis.com/google.rpc.QuotaFailure",
               "violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}]}}
            """).kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Thinking level is not supported for this model.|thinking|budget",
                "Unable to submit request because thinking_budget is not supported by this model.|thinking|level",
                "Thinking level MINIMAL is not supported for this model. Please retry.|thinking|none",
                "Thinking is not enabled for models/gemini-2.0-flash|thinking|none",
                "Function call is missing a thought_signature in functionCall parts.|signatures|required",
                "Unknown name \"parametersJsonSchema\" at 'tools[0]': Cannot find field.|schema|openapi",
                "Developer instruction is not enabled for models/gemma-3-27b-it|system|user",
                "Unknown name \"parts\" at 'contents[2].parts[0].function_response': Cannot find"
                        + " field.|tool-images|beside"
            })
    void aQuirkIsLearnedFromARefusal(String message, String quirk, String value) {
        ErrorInfo refusal = ErrorInfo.of(ErrorKind.INVALID_REQUEST, message);

        assertEquals(Optional.of(Quirks.NONE.with(quirk, value)), new GeminiDialect().learn(refusal));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"error\":\"No such deployment\"}",
                "{\"message\":\"No such deployment\"}",
                "{\"detail\":\"No such deployment\"}",
                "{\"error\":{\"error\":{\"message\":\"No such deployment\"}}}",
            })
    void errorsOfIntermediateProxiesAreAlsoRead(String body) {
        assertEquals("No such deployment", error(404, body).message());
    }

    @Test
    void errorsInArraysAreAlsoRead() {
        assertEquals(
                "Gone",
                error(404, "[{\"error\":{\"code\":404,\"message\":\"Gone\",\"status\":\"NOT_FOUND\"}}]")
                        .message());
    }

    @Test
    void errorsInsideTheirMessageAreAlsoRead() {
        ErrorInfo error = error(400, """
            {"error":{"code":400,"message":"{\\"error\\":{\\"code\\":400,\\"message\\":\\"The input token count (9) \
            exceeds the maximum number of tokens allowed (1).\\",\\"status\\":\\"INVALID_ARGUMENT\\"}}"}}
            """);

        assertEquals("The input token count (9) exceeds the maximum number of tokens allowed (1).", error.message());
        assertEquals(ErrorKind.CONTEXT_TOO_LONG, error.kind());
    }
}
