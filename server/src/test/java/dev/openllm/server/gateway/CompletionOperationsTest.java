package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.chat.Timing;
import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.completion.FillParams;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for completions over HTTP, in the formats of OpenAI and Mistral. */
class CompletionOperationsTest {

    private static final String REQUEST = "{'model':'test/some/model','prompt':'return ','suffix':';'}";

    private final GatewayFixture gateway = new GatewayFixture();
    private FillParams lastRequest;

    CompletionOperationsTest() {
        gateway.completionHandler = (params, events) -> {
            lastRequest = params;
            events.accept(new ChatEvent.Text("a + "));
            events.accept(new ChatEvent.Text("b"));
            Usage usage = new Usage(
                    OptionalLong.of(5),
                    OptionalLong.of(2),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());
            return new ChatResult(
                    "test/some/model",
                    FinishReason.LENGTH,
                    "length",
                    usage,
                    new Timing(1, OptionalLong.empty()),
                    Optional.empty(),
                    OptionalDouble.empty());
        };
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theOpenAiFormatIsATextCompletion() {
        ObjectNode response = gateway.postJson("/v1/completions", REQUEST).deepCopy();

        assertTrue(response.path("id").asText().startsWith("cmpl-"));
        assertTrue(response.path("created").asLong() > 0);
        response.remove(List.of("id", "created"));
        assertEquals(
                GatewayFixture.json("{\"object\":\"text_completion\",\"model\":\"test/some/model\",\"choices\":["
                        + "{\"text\":\"a + b\",\"index\":0,\"logprobs\":null,\"finish_reason\":\"length\"}],"
                        + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}"),
                response);
    }

    @Test
    void theOpenAiStreamEndsWithTheUsageIfRequested() {
        String body = gateway.post(
                        "/v1/completions",
                        REQUEST.replace("}", ",'stream':true,'stream_options':{'include_usage':true}}"))
                .body();

        List<JsonNode> chunks = chunks(body);
        assertEquals(4, chunks.size());
        assertEquals("a + ", chunks.get(0).at("/choices/0/text").asText());
        assertEquals("text_completion", chunks.get(0).path("object").asText());
        assertTrue(chunks.get(0).at("/choices/0/finish_reason").isNull());
        assertEquals("b", chunks.get(1).at("/choices/0/text").asText());
        assertEquals("length", chunks.get(2).at("/choices/0/finish_reason").asText());
        assertEquals(7, chunks.get(3).at("/usage/total_tokens").asInt());
        assertTrue(body.endsWith("data: [DONE]\n\n"), body);
        assertTrue(lastRequest.stream());
    }

    @Test
    void theMistralFormatResemblesAChat() {
        ObjectNode response = gateway.postJson("/v1/fim/completions", REQUEST).deepCopy();
        response.remove(List.of("id", "created"));

        assertEquals(
                GatewayFixture.json("{\"object\":\"chat.completion\",\"model\":\"test/some/model\",\"choices\":["
                        + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a + b\"},"
                        + "\"finish_reason\":\"length\"}],"
                        + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}"),
                response);
    }

    @Test
    void theMistralStreamHasDeltas() {
        List<JsonNode> chunks = chunks(gateway.post("/v1/fim/completions", REQUEST.replace("}", ",'stream':true}"))
                .body());

        assertEquals("assistant", chunks.get(0).at("/choices/0/delta/role").asText());
        assertEquals("a + ", chunks.get(0).at("/choices/0/delta/content").asText());
        assertEquals("b", chunks.get(1).at("/choices/0/delta/content").asText());
        assertEquals("length", chunks.get(2).at("/choices/0/finish_reason").asText());
        assertEquals(5, chunks.get(2).at("/usage/prompt_tokens").asInt());
    }

    @Test
    void allFieldsReachTheModel() {
        gateway.post(
                "/v1/completions",
                REQUEST.replace(
                        "}",
                        ",'max_tokens':9,'temperature':0.5,'top_p':0.9,'stop':['x'],'seed':3,'presence_penalty':1,"
                                + "'frequency_penalty':-1,'n':1,'best_of':1,'echo':false,'logprobs':null}"));

        assertEquals("return ", lastRequest.prompt());
        assertEquals(Optional.of(";"), lastRequest.suffix());
        assertEquals(OptionalInt.of(9), lastRequest.options().maxOutputTokens());
        assertEquals(OptionalDouble.of(0.5), lastRequest.options().temperature());
        assertEquals(OptionalDouble.of(0.9), lastRequest.options().topP());
        assertEquals(List.of("x"), lastRequest.options().stop());
        assertEquals(OptionalLong.of(3), lastRequest.options().seed());
        assertEquals(OptionalDouble.of(1), lastRequest.options().presencePenalty());
        assertEquals(OptionalDouble.of(-1), lastRequest.options().frequencyPenalty());
        assertEquals(GatewayGuard.CONSUMER, lastRequest.consumer());
    }

    @Test
    void otherFieldsAreForwardedToProvidersOfTheSameApi() {
        HttpResponse<String> response =
                gateway.post("/v1/completions", REQUEST.replace("}", ",'logit_bias':{'50256':-100}}"));

        assertEquals(
                -100,
                lastRequest
                        .options()
                        .dialectFields()
                        .get("openai-chat")
                        .get("logit_bias")
                        .path("50256")
                        .asInt());
        assertTrue(response.headers().firstValue("x-open-llm-notice").orElse("").contains("logit_bias"));
    }

    @Test
    void theMistralSeedHasAnotherName() {
        gateway.post("/v1/fim/completions", REQUEST.replace("}", ",'random_seed':3}"));

        assertEquals(OptionalLong.of(3), lastRequest.options().seed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'prompt':[1,2]|prompt must be one string",
                "'prompt':['a','b']|prompt must be one string",
                "'prompt':'','suffix':''|prompt must not be empty",
                "'n':2|n and best_of must be 1",
                "'best_of':2|n and best_of must be 1",
                "'echo':true|echo must be false",
                "'logprobs':1|logprobs must be null",
                "'stop':['a','b','c','d','e']|at most 4",
                "'model':''|model is required"
            })
    void unsupportedFieldsThatAffectTheResponseAreRefused(String fields, String message) {
        String body = "{'model':'m','prompt':'p'," + fields + "}";

        HttpResponse<String> response = gateway.post("/v1/completions", body);

        assertEquals(400, response.statusCode(), response.body());
        assertTrue(response.body().contains(message), response.body());
    }

    @Test
    void aFailureIsAnErrorInTheFormatOfTheApi() {
        gateway.completionHandler = (params, events) -> {
            throw new OpenLlmException(ErrorKind.RATE_LIMITED, "Slow down.");
        };

        assertEquals(429, gateway.post("/v1/completions", REQUEST).statusCode());
        assertEquals(
                "Slow down.",
                gateway.postJson("/v1/fim/completions", REQUEST)
                        .at("/error/message")
                        .asText());
    }

    private static List<JsonNode> chunks(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> GatewayFixture.json(line.substring("data: ".length())))
                .toList();
    }
}
