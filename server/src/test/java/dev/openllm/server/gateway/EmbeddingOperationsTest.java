package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.chat.FewProviders;
import dev.openllm.server.chat.TestModels;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.embedding.EmbeddingQuirk;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.provider.ResolvedModel;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for embeddings over HTTP, in the format of each API. */
class EmbeddingOperationsTest {

    private static final String REQUEST = "{'model':'test/some/model','input':['one','two']}";

    private final GatewayFixture gateway = new GatewayFixture();
    private EmbedParams lastRequest;

    EmbeddingOperationsTest() {
        gateway.embeddingHandler = params -> {
            lastRequest = params;
            List<float[]> vectors = java.util.stream.IntStream.range(0, params.size())
                    .mapToObj(i -> new float[] {i + 0.25f, -2})
                    .toList();
            Usage usage = new Usage(
                    OptionalLong.of(5),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());
            return new EmbedResult("test/some/model", vectors, usage, OptionalDouble.empty(), Optional.empty());
        };
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void openAiClientsGetNumbersUnlessTheyRequestBase64() {
        assertEquals(
                GatewayFixture.json("{\"object\":\"list\",\"data\":["
                        + "{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.25,-2.0]},"
                        + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[1.25,-2.0]}],"
                        + "\"model\":\"test/some/model\",\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}"),
                gateway.postJson("/v1/embeddings", REQUEST));
        assertEquals(
                "AACAPgAAAMA=",
                gateway.postJson("/embeddings", REQUEST.replace("}", ",'encoding_format':'base64'}"))
                        .at("/data/0/embedding")
                        .asText());
    }

    @Test
    void allFieldsReachTheModel() {
        gateway.post("/v1/embeddings", REQUEST.replace("}", ",'dimensions':2,'input_type':'query','user':'u'}"));

        assertEquals(OptionalInt.of(2), lastRequest.dimensions());
        assertEquals(Optional.of(InputType.QUERY), lastRequest.inputType());
        assertEquals(Optional.of(GatewayGuard.CONSUMER), lastRequest.consumer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1,2]|[[1, 2]]", "[[1,2],[3]]|[[1, 2], [3]]"})
    void tokenIdsAreRead(String input, String tokens) {
        gateway.post("/v1/embeddings", "{'model':'test/some/model','input':" + input + "}");

        assertEquals(tokens, lastRequest.tokens().toString());
        assertEquals(List.of(), lastRequest.texts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'input':'x'}|model is required",
                "{'model':'m'}|input must be",
                "{'model':'m','input':[]}|input must be",
                "{'model':'m','input':['x',1]}|input[1] must be a string",
                "{'model':'m','input':[1,'x']}|must contain token IDs",
                "{'model':'m','input':[[1],2]}|must be a list of token IDs",
                "{'model':'m','input':'x','encoding_format':'int8'}|float or base64",
                "{'model':'m','input':'x','dimensions':'many'}|dimensions has the wrong type"
            })
    void anInvalidFieldIsNamedInTheOpenAiFormat(String body, String message) {
        HttpResponse<String> response = gateway.post("/v1/embeddings", body);

        assertEquals(400, response.statusCode());
        JsonNode error = GatewayFixture.json(response.body()).path("error");
        assertEquals("invalid_request_error", error.path("type").asText());
        assertTrue(error.path("message").asText().contains(message), response.body());
    }

    @Test
    void aProviderRefusalIsReportedInTheOpenAiFormat() {
        gateway.embeddingHandler = params -> {
            throw new OpenLlmException(ErrorKind.INVALID_REQUEST, "Mistral does not accept token IDs.");
        };

        HttpResponse<String> response = gateway.post("/v1/embeddings", "{'model':'test/some/model','input':[[1]]}");

        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("does not accept token IDs"), response.body());
    }

    @Test
    void ollamaClientsGetListsOfNumbers() {
        JsonNode response = gateway.postJson(
                "/api/embed", "{'model':'test/some/model','input':['one','two'],'dimensions':2,'options':{}}");

        assertEquals("[[0.25,-2.0],[1.25,-2.0]]", response.path("embeddings").toString());
        assertEquals(5, response.path("prompt_eval_count").asInt());
        assertEquals("test/some/model", response.path("model").asText());
        assertTrue(lastRequest.truncate());
    }

    @Test
    void ollamaFieldsReachOnlyOllamaAndAreOtherwiseReported() {
        HttpResponse<String> response = gateway.post(
                "/api/embed", "{'model':'test/some/model','input':'one','options':{'num_ctx':8192},'keep_alive':'5m'}");

        assertEquals(
                "{keep_alive=\"5m\", options={\"num_ctx\":8192}}",
                new TreeMap<>(lastRequest.dialectFields().get("ollama-chat")).toString());
        assertEquals(
                "The option \"num_ctx\" is sent only to providers that use this API.",
                response.headers().firstValue("x-open-llm-notice").orElse(""));
    }

    @Test
    void additionalOpenAiFieldsReachProvidersOfThatApiAndAreOtherwiseReported() {
        HttpResponse<String> response =
                gateway.post("/v1/embeddings", REQUEST.replace("}", ",'truncate_prompt_tokens':100,'user':'u'}"));

        assertEquals(
                List.of("truncate_prompt_tokens", "user"),
                lastRequest.dialectFields().get("openai-chat").keySet().stream()
                        .sorted()
                        .toList());
        assertEquals(
                "The field \"truncate_prompt_tokens\" is sent only to providers that use this API.",
                response.headers().firstValue("x-open-llm-notice").orElse(""));
    }

    @Test
    void noticesAreInTheResponseHeader() {
        gateway.embeddingHandler = params -> new EmbedResult(
                "test/some/model",
                List.of(new float[] {1}),
                new Usage(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                OptionalDouble.empty(),
                Optional.empty(),
                List.of("Left out."));

        assertEquals(
                "Left out.",
                gateway.post("/v1/embeddings", "{'model':'m','input':'x'}")
                        .headers()
                        .firstValue("x-open-llm-notice")
                        .orElse(""));
    }

    @Test
    void tokenIdsReachOnlyModelsWithTheOpenAiVocabulary() {
        assertEquals(
                "other/nomic-embed-text cannot accept these token IDs, because they belong to the OpenAI "
                        + "vocabulary.",
                assertThrows(OpenLlmException.class, () -> embedTokenIds("other/nomic-embed-text", Quirks.NONE))
                        .info()
                        .message());
        embedTokenIds("other/text-embedding-3-small", Quirks.NONE);
        embedTokenIds("other/my-deployment", Quirks.NONE.with(EmbeddingQuirk.OPENAI_TOKENS, "true"));
    }

    private void embedTokenIds(String model, Quirks quirks) {
        ResolvedModel.Remote remote = TestModels.remote(
                TestModels.info(model), new OpenAiChatDialect(), URI.create("http://127.0.0.1"), ModelConfig.of(model));
        FewProviders providers = new FewProviders(
                new ResolvedModel.Remote(remote.endpoint(), remote.dialect(), remote.info(), quirks, remote.config()));
        new EmbeddingOperations(() -> gateway.embeddingHandler::apply, providers, new ModelNames(providers))
                .openAi(
                        GatewayFixture.json("{\"model\":\"" + model + "\",\"input\":[[1]]}"),
                        new Intake("embeddings", "test"));
    }

    @Test
    void geminiInputTypesReachGemini() {
        gateway.post(
                "/v1beta/models/test/some/model:embedContent",
                "{'content':{'parts':[{'text':'a'}]},'task_type':'CLUSTERING','title':'T'}");

        assertEquals(
                "{taskType=\"CLUSTERING\", title=\"T\"}",
                new TreeMap<>(lastRequest.dialectFields().get("gemini")).toString());
        assertEquals(Optional.empty(), lastRequest.inputType());
    }

    @Test
    void theOlderOllamaFormatHasOneText() {
        assertEquals(
                "{\"embedding\":[0.25,-2.0]}",
                gateway.postJson("/api/embeddings", "{'model':'test/some/model','prompt':'one'}")
                        .toString());
        assertEquals(List.of("one"), lastRequest.texts());
    }

    @Test
    void ollamaClientsCanLoadAModelWithoutText() {
        JsonNode response = gateway.postJson("/api/embed", "{'model':'test/some/model','input':''}");

        assertEquals("[]", response.path("embeddings").toString());
        assertEquals(404, gateway.post("/api/embed", "{'model':'nobody'}").statusCode());
        assertEquals(
                "{\"error\":\"invalid input type\"}",
                gateway.post("/api/embed", "{'model':'test/some/model','input':[[1]]}")
                        .body());
    }

    @Test
    void googleClientsGetOneOrSeveralVectors() {
        String content = "'content':{'parts':[{'text':'one '},{'text':'text'}]},'taskType':'RETRIEVAL_DOCUMENT'";
        assertEquals(
                "{\"embedding\":{\"values\":[0.25,-2.0]}}",
                gateway.postJson("/v1beta/models/test/some/model:embedContent", "{" + content + "}")
                        .toString());
        assertEquals(List.of("one text"), lastRequest.texts());
        assertEquals(Optional.of(InputType.DOCUMENT), lastRequest.inputType());
        assertEquals(
                "{\"embeddings\":[{\"values\":[0.25,-2.0]},{\"values\":[1.25,-2.0]}]}",
                gateway.postJson(
                                "/v1beta/models/test/some/model:batchEmbedContents",
                                "{'requests':[{" + content + "},{" + content + "}]}")
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'requests':[]}|requests must be",
                "{'requests':[{'content':{'parts':[{'inlineData':{}}]}}]}|must contain text",
                "{'requests':[{'content':{'parts':[{'text':'a'}]}},{'content':{'parts':[{'text':'a'}]},"
                        + "'outputDimensionality':2}]}|must be the same"
            })
    void anInvalidFieldIsNamedInTheGoogleFormat(String body, String message) {
        HttpResponse<String> response = gateway.post("/v1beta/models/test/some/model:batchEmbedContents", body);

        assertEquals(400, response.statusCode());
        JsonNode error = GatewayFixture.json(response.body()).path("error");
        assertEquals("INVALID_ARGUMENT", error.path("status").asText());
        assertTrue(error.path("message").asText().contains(message), response.body());
    }
}
