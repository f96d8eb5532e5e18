package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {

    @ParameterizedTest
    @CsvSource({
        "/chat/completions, /v1/chat/completions",
        "/v1/v1/chat/completions, /v1/chat/completions",
        "/models, /v1/models",
        "/models/a/b, /v1/models/a/b",
        "/messages/count_tokens, /v1/messages/count_tokens",
        "/v1/v1/messages, /v1/messages",
        "/v1/api/chat, /api/chat",
        "/api/tags, /api/tags",
        "/v1beta/models, /v1beta/models",
        "/v1alpha/models/m:generateContent, /v1beta/models/m:generateContent",
        "/v1/models/m:generateContent, /v1beta/models/m:generateContent",
        "/models/a/b:streamGenerateContent, /v1beta/models/a/b:streamGenerateContent",
        "/v1beta/v1beta/models/m:countTokens, /v1beta/models/m:countTokens",
        "/v1beta/files, /v1beta/files",
        "/v1/nowhere, /v1/nowhere",
        "/healthz, /healthz",
        "/, /"
    })
    void thePathContainsTheApiVersionOnce(String path, String canonical) {
        assertEquals(canonical, Paths.canonical(path, false));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models, /v1beta/models",
        "/v1/models/a/b, /v1beta/models/a/b",
        "/v1/modelsX, /v1/modelsX",
        "/v1/chat/completions, /v1/chat/completions"
    })
    void googleApiClientsGetTheirOwnModelList(String path, String canonical) {
        assertEquals(canonical, Paths.canonical(path, true));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/models/a/b:8b, MODEL, a/b:8b",
        "POST, /v1beta/models/a/b:8b:generateContent, GEMINI_GENERATE, a/b:8b",
        "POST, /v1beta/models/a%2Fb:streamGenerateContent, GEMINI_STREAM, a%2Fb",
        "GET, /v1beta/models/a/b:8b, GEMINI_MODEL, a/b:8b",
        "GET, /v1/responses/resp_1/input_items, RESPONSE_INPUT, resp_1",
        "DELETE, /v1/responses/resp_1, DELETE_RESPONSE, resp_1"
    })
    void theArgumentOfAPathIsTheModelOrTheId(String method, String path, Operation operation, String argument) {
        assertEquals(Optional.of(new Paths.Match(operation, argument)), Paths.find(method, path));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/responses/a, 'GET, DELETE'",
        "/v1beta/models/m:generateContent, POST",
        "/v1beta/models/m, GET",
        "/api/delete, DELETE",
        "/v1/responses/a/b, ''",
        "/api/nothing, ''"
    })
    void aPathKnowsItsMethods(String path, String methods) {
        assertEquals(methods, Paths.methods(path));
    }

    @Test
    void everyOperationIsFoundByItsOwnPath() {
        for (Operation operation : Operation.values()) {
            String path = operation.path().replaceAll("\\{.*}", "x");
            assertEquals(path, Paths.canonical(path, false), operation.name());
            assertEquals(
                    Optional.of(operation),
                    Paths.find(operation.method(), path).map(Paths.Match::operation),
                    operation.name());
        }
    }

    @Test
    void theDescriptionContainsEveryOperationWithAllItsStatuses() {
        var paths = OpenApi.description().path("paths");
        for (Operation operation : Operation.values()) {
            var operationObject =
                    paths.path(operation.path()).path(operation.method().toLowerCase(java.util.Locale.ROOT));
            assertTrue(operationObject.has("responses"), operation.name());
            assertEquals(
                    operation.isSupported(), operationObject.path("responses").has("200"), operation.name());
            assertEquals(
                    !operation.isSupported(), operationObject.path("responses").has("501"), operation.name());
        }
        assertEquals(
                Arrays.stream(Operation.values())
                        .map(Operation::path)
                        .distinct()
                        .count(),
                paths.size());
    }
}
