package dev.openllm.server.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which kind of error a response in an OpenAI format is, and which part of the response the user sees. */
class OpenAiErrorsTest {

    private static ErrorInfo readError(int status, String body) {
        return OpenAiErrors.read(status, Map.of(), body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        AUTH             | 401 | {"error":{"message":"Wrong key","type":"invalid_request_error","code":"invalid_api_key"}}
        AUTH             | 401 | {"detail":"Unauthorized"}
        AUTH             | 400 | {"code":"invalid-argument","error":"Incorrect API key provided. You can obtain one"}
        AUTH             | 400 | [{"error":{"code":400,"message":"API key not valid. Please pass a valid API key."}}]
        PERMISSION       | 403 | {"error":{"message":"Your region is not supported"}}
        QUOTA            | 429 | {"error":{"message":"You exceeded your current quota","type":"insufficient_quota"}}
        QUOTA            | 402 | {"error":{"message":"Insufficient Balance","type":"unknown_error"}}
        QUOTA            | 402 | {"error":{"code":402,"message":"This request requires more credits"}}
        RATE_LIMITED     | 429 | {"error":{"message":"Rate limit reached","type":"tokens","code":"rate_limit_exceeded"}}
        RATE_LIMITED     | 429 | {"error":{"code":"RateLimitReached","message":"Your requests have exceeded rate limit."}}
        CONTEXT_TOO_LONG | 400 | {"error":{"message":"too long","code":"context_length_exceeded"}}
        CONTEXT_TOO_LONG | 400 | {"error":{"code":400,"message":"too long","type":"exceed_context_size_error"}}
        CONTEXT_TOO_LONG | 400 | {"object":"error","message":"This model's maximum context length is 4096 tokens.","code":400}
        CONTEXT_TOO_LONG | 413 | {"error":{"message":"Request too large for model","type":"tokens"}}
        MODEL_NOT_FOUND  | 404 | {"error":{"message":"The model `gpt-9.5` does not exist","code":"model_not_found"}}
        MODEL_NOT_FOUND  | 404 | {"error":{"code":"DeploymentNotFound","message":"The API deployment does not exist."}}
        MODEL_NOT_FOUND  | 400 | {"object":"error","message":"Invalid model: x","type":"invalid_model","code":"1500"}
        MODEL_NOT_FOUND  | 400 | {"error":{"code":400,"message":"a/b is not a valid model ID"}}
        MODEL_NOT_FOUND  | 404 | {"error":"Specified model not found: x"}
        CONTENT_FILTERED | 400 | {"error":{"message":"filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}
        INVALID_REQUEST  | 400 | {"error":{"message":"Unsupported parameter","type":"invalid_request_error"}}
        INVALID_REQUEST  | 422 | {"detail":[{"loc":["body","messages"],"msg":"Field required"}]}
        INVALID_REQUEST  | 400 | {"error":{"message":"max_tokens is too large: 900000. This model supports at most 4096 completion tokens."}}
        OVERLOADED       | 503 | {"error":{"message":"The engine is currently overloaded","type":"server_error"}}
        OVERLOADED       | 500 | {"error":{"message":"The server had an error","type":"server_error"}}
        TIMEOUT          | 504 | {"error":{"message":"Gateway timed out"}}
        """, quoteCharacter = '\0')
    void theProvidersMessageTakesPrecedenceOverTheStatus(ErrorKind kind, int status, String body) {
        assertEquals(kind, readError(status, body).kind());
    }

    @Test
    void statusCodeRequestIdAndWaitAreReported() {
        ErrorInfo error = OpenAiErrors.read(
                429,
                Map.of("x-request-id", "req_1", "retry-after", "3"),
                "{\"error\":{\"message\":\"Slow down\",\"code\":\"rate_limit_exceeded\"}}");

        assertEquals("Slow down", error.message());
        assertEquals(OptionalInt.of(429), error.status());
        assertEquals(Optional.of("rate_limit_exceeded"), error.code());
        assertEquals(Optional.of("req_1"), error.requestId());
        assertEquals(OptionalLong.of(3000), error.retryAfterMs());
    }

    @Test
    void theMoreSpecificOfTypeAndCodeIsTheCode() {
        assertEquals(
                Optional.of("authentication_error"),
                readError(
                                401,
                                "{\"error\":{\"message\":\"m\",\"type\":\"authentication_error\",\"code\":\"invalid_request_error\"}}")
                        .code());
        assertEquals(
                Optional.of("invalid_model"),
                readError(400, "{\"message\":\"m\",\"type\":\"invalid_model\",\"code\":\"1500\"}")
                        .code());
        assertEquals(
                Optional.empty(),
                readError(400, "{\"error\":{\"message\":\"m\",\"code\":400}}").code());
    }

    @Test
    void theUpstreamMessageFollowsTheOpenRouterMessage() {
        assertEquals(
                "Provider returned error: Busy",
                readError(
                                502,
                                "{\"error\":{\"message\":\"Provider returned"
                                    + " error\",\"metadata\":{\"raw\":\"{\\\"error\\\":{\\\"message\\\":\\\"Busy\\\"}}\"}}}")
                        .message());
        assertEquals(
                "Provider returned error: plain words",
                readError(
                                502,
                                "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"plain"
                                        + " words\"}}}")
                        .message());
    }

    @Test
    void aRawUpstreamPageIsTruncated() {
        String page = "x".repeat(5000);
        String message = readError(
                        502,
                        "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"" + page + "\"}}}")
                .message();
        assertTrue(message.length() < 600, () -> message.length() + " characters");
    }

    @Test
    void aWebPageOrAnEmptyBodyIsOneMessage() {
        assertEquals(
                "The provider returned status 502 and a web page (Bad gateway) instead of JSON.",
                readError(502, "<html><head><title>Bad gateway</title></head></html>")
                        .message());
        assertEquals(
                "The provider returned status 404 without a message.",
                readError(404, "").message());
        assertEquals(
                "The provider returned status 404: 404 page not found",
                readError(404, "404 page not found\n").message());
    }
}
