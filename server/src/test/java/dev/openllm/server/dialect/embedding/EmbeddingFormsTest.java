package dev.openllm.server.dialect.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.embedding.InputType;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.provider.endpoint.BuiltInProviders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for requests and responses in the format of each API, as documented in the reference of the API. */
class EmbeddingFormsTest {

    private static final EmbeddingForm OPENAI =
            EmbeddingForm.of("openai-chat", Quirks.NONE).orElseThrow();
    private static final EmbeddingForm GEMINI =
            EmbeddingForm.of("gemini", Quirks.NONE).orElseThrow();
    private static final EmbeddingForm OLLAMA =
            EmbeddingForm.of("ollama-chat", Quirks.NONE).orElseThrow();

    private static final EmbeddingForm COHERE = EmbeddingForm.of(
                    "openai-chat", Quirks.NONE.with(EmbeddingQuirk.FORM, "cohere"))
            .orElseThrow();

    @Test
    void openAiAcceptsTextAndDimensions() {
        WireRequest request = OPENAI.encode(call("text-embedding-3-small", Quirks.NONE));
        assertEquals("/embeddings", request.path());
        assertEquals(
                json("{'model':'text-embedding-3-small','input':['one','two'],'dimensions':2}"),
                request.body().orElseThrow());
    }

    @Test
    void openAiAcceptsTokenIds() {
        EmbeddingCall call = new EmbeddingCall(
                "m",
                List.of(),
                List.of(List.of(1, 2), List.of(3)),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                Quirks.NONE);
        assertEquals(
                json("{'model':'m','input':[[1,2],[3]]}"),
                OPENAI.encode(call).body().orElseThrow());
    }

    @Test
    void fieldNamesAreDefinedByProviderData() {
        Quirks voyageQuirks = new Quirks(Map.of(
                EmbeddingQuirk.DIMENSIONS_FIELD, "output_dimension", EmbeddingQuirk.INPUT_TYPE_FIELD, "input_type"));
        assertEquals(
                json("{'model':'voyage-4','input':['one','two'],'output_dimension':2,'input_type':'query'}"),
                OPENAI.encode(call("voyage-4", voyageQuirks)).body().orElseThrow());
    }

    @Test
    void openAiVectorsAreOrderedByTheirIndex() {
        EmbeddingResponse response = read(OPENAI, """
            {'object':'list','model':'text-embedding-3-small','data':[
             {'object':'embedding','index':1,'embedding':[0.5,-1]},
             {'object':'embedding','index':0,'embedding':[0.25,3]}],
             'usage':{'prompt_tokens':8,'total_tokens':8}}\
            """);
        assertArrayEquals(new float[] {0.25f, 3}, response.vectors().get(0));
        assertArrayEquals(new float[] {0.5f, -1}, response.vectors().get(1));
        assertEquals(OptionalLong.of(8), response.inputTokens());
    }

    @Test
    void base64IsReadIfAServerSendsIt() {
        EmbeddingResponse response =
                read(OPENAI, "{'data':[{'embedding':'AACAPgAAAMA='},{'embedding':[0,1]}],'usage':{'total_tokens':3}}");
        assertArrayEquals(new float[] {0.25f, -2}, response.vectors().get(0));
        assertEquals(OptionalLong.of(3), response.inputTokens());
    }

    @Test
    void geminiAcceptsABatchWithTheInputType() {
        WireRequest request = GEMINI.encode(call("gemini-embedding-001", Quirks.NONE));
        assertEquals("/models/gemini-embedding-001:batchEmbedContents", request.path());
        assertEquals(
                json("{'model':'models/gemini-embedding-001','content':{'parts':[{'text':'one'}]},"
                        + "'taskType':'RETRIEVAL_QUERY','outputDimensionality':2}"),
                request.body().orElseThrow().path("requests").get(0));
    }

    @Test
    void theSecondGeminiGenerationHasTheInputTypeInTheText() {
        JsonNode firstRequest = GEMINI.encode(call("gemini-embedding-2", Quirks.NONE))
                .body()
                .orElseThrow()
                .path("requests")
                .get(0);
        assertEquals(
                "task: search result | query: one",
                firstRequest.at("/content/parts/0/text").asText());
        assertEquals(false, firstRequest.has("taskType"));
    }

    @Test
    void shortenedGeminiVectorsAreNormalized() {
        EmbeddingResponse response = GEMINI.read(
                call("gemini-embedding-001", Quirks.NONE), json("{'embeddings':[{'values':[3,4]},{'values':[0,2]}]}"));
        assertArrayEquals(new float[] {0.6f, 0.8f}, response.vectors().get(0));
        assertArrayEquals(new float[] {0, 1}, response.vectors().get(1));
        assertEquals(OptionalLong.empty(), response.inputTokens());
    }

    @Test
    void ollamaIsInstructedNotToTruncate() {
        WireRequest request = OLLAMA.encode(call("nomic-embed-text", Quirks.NONE));
        assertEquals("/api/embed", request.path());
        assertEquals(
                json("{'model':'nomic-embed-text','input':['one','two'],'truncate':false,'dimensions':2}"),
                request.body().orElseThrow());
    }

    @Test
    void ollamaReturnsVectorsInTheOrderOfTheTexts() {
        EmbeddingResponse response = read(
                OLLAMA,
                "{'model':'all-minilm','embeddings':[[0.010071029,-0.0017594862],[-0.0098027075,0.06042469]],"
                        + "'total_duration':14143917,'load_duration':1019500,'prompt_eval_count':8}");
        assertArrayEquals(
                new float[] {0.010071029f, -0.0017594862f}, response.vectors().get(0));
        assertEquals(OptionalLong.of(8), response.inputTokens());
    }

    @Test
    void cohereGetsTheInputTypeAndAnInstructionNotToTruncate() {
        WireRequest request = COHERE.encode(call("embed-v4.0", Quirks.NONE));
        assertEquals("/embed", request.path());
        assertEquals(
                json("{'model':'embed-v4.0','texts':['one','two'],'input_type':'search_query',"
                        + "'embedding_types':['float'],'output_dimension':2,'truncate':'NONE'}"),
                request.body().orElseThrow());
        assertEquals(false, COHERE.acceptsTokens(Quirks.NONE));
    }

    @Test
    void cohereRequiresAnInputType() {
        EmbeddingCall call = new EmbeddingCall(
                "embed-v4.0", List.of("one"), List.of(), OptionalInt.empty(), Optional.empty(), true, Quirks.NONE);
        JsonNode body = COHERE.encode(call).body().orElseThrow();
        assertEquals("search_document", body.path("input_type").asText());
        assertEquals("END", body.path("truncate").asText());
    }

    @Test
    void cohereReturnsVectorsByTheirType() {
        EmbeddingResponse response = read(COHERE, """
            {'id':'da6e531f-54c5-4a73-bf92-f60566d8d753','embeddings':{'float':[[0.25,-2],[0.5,3]]},
             'texts':['one','two'],'meta':{'api_version':{'version':'2'},'billed_units':{'input_tokens':4}},
             'response_type':'embeddings_by_type'}\
            """);
        assertArrayEquals(new float[] {0.25f, -2}, response.vectors().get(0));
        assertArrayEquals(new float[] {0.5f, 3}, response.vectors().get(1));
        assertEquals(OptionalLong.of(4), response.inputTokens());
    }

    @Test
    void voyageGetsAnInstructionNotToTruncateAndReportsOnlyTotalTokens() {
        Quirks voyageQuirks = builtInQuirks("voyage");
        assertEquals(
                json("{'model':'voyage-4','input':['one','two'],'output_dimension':2,'input_type':'query',"
                        + "'truncation':false}"),
                OPENAI.encode(call("voyage-4", voyageQuirks)).body().orElseThrow());
        assertEquals(false, OPENAI.acceptsTokens(voyageQuirks));
        EmbeddingResponse response = read(OPENAI, """
            {'object':'list','data':[{'object':'embedding','embedding':[0.25,-2],'index':0},
             {'object':'embedding','embedding':[0.5,3],'index':1}],'model':'voyage-4','usage':{'total_tokens':10}}\
            """);
        assertEquals(OptionalLong.of(10), response.inputTokens());
    }

    @Test
    void jinaHasATaskForEachInputType() {
        assertEquals(
                json("{'model':'jina-embeddings-v3','input':['one','two'],'dimensions':2,"
                        + "'task':'retrieval.query','truncate':false}"),
                OPENAI.encode(call("jina-embeddings-v3", builtInQuirks("jina")))
                        .body()
                        .orElseThrow());
    }

    @Test
    void mistralHasAnotherDimensionsFieldAndNoTokenIds() {
        Quirks mistralQuirks = builtInQuirks("mistral");
        assertEquals(
                json("{'model':'codestral-embed','input':['one','two'],'output_dimension':2}"),
                OPENAI.encode(call("codestral-embed", mistralQuirks)).body().orElseThrow());
        assertEquals(false, OPENAI.acceptsTokens(mistralQuirks));
    }

    @Test
    void theCohereFormatIsDefinedByProviderData() {
        assertEquals(
                "cohere",
                EmbeddingForm.of("openai-chat", builtInQuirks("cohere"))
                        .orElseThrow()
                        .api());
        assertEquals(true, EmbeddingForm.of("anthropic-messages", Quirks.NONE).isEmpty());
    }

    @Test
    void additionalFieldsAreSentUnchangedAndReplaceNone() {
        EmbeddingCall call = new EmbeddingCall(
                "m",
                List.of("one"),
                List.of(),
                OptionalInt.of(2),
                Optional.of(InputType.QUERY),
                false,
                Quirks.NONE,
                Map.of("options", json("{'num_ctx':8192}"), "model", json("'other'"), "title", json("'t'")));
        assertEquals(
                json("{'model':'m','input':['one'],'truncate':false,'dimensions':2,'options':{'num_ctx':8192},"
                        + "'title':'t'}"),
                OLLAMA.encode(call).body().orElseThrow());
        assertEquals(
                "t",
                GEMINI.encode(call).body().orElseThrow().at("/requests/0/title").asText());
    }

    private static Quirks builtInQuirks(String provider) {
        return new Quirks(BuiltInProviders.all().find(provider).orElseThrow().quirks());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'data':[{'index':0,'embedding':[1,2]}]}|1|0",
                "{'data':[{'index':0,'embedding':[1,2]},{'index':0,'embedding':[1,2]}]}|1|1",
                "{'data':[{'index':0,'embedding':[1,2]},{'index':7,'embedding':[1,2]}]}|1|1",
                "{'data':[{'index':0,'embedding':[1,null]},{'index':1,'embedding':[1,2]}]}|1|0",
                "{'data':[{'index':0,'embedding':'???'},{'index':1,'embedding':'AAA='}]}|2|0",
                "{'data':[{'embedding':[1]},{'embedding':[1]},{'embedding':[1]}]}|0|1",
                "{'object':'list'}|2|0",
            })
    void missingAndSurplusVectorsAreCounted(String body, int missing, int surplus) {
        EmbeddingResponse response = read(OPENAI, body);
        assertEquals(
                missing,
                response.vectors().stream().filter(vector -> vector.length == 0).count());
        assertEquals(surplus, response.surplus());
    }

    private static EmbeddingCall call(String model, Quirks quirks) {
        return new EmbeddingCall(
                model,
                List.of("one", "two"),
                List.of(),
                OptionalInt.of(2),
                Optional.of(InputType.QUERY),
                false,
                quirks);
    }

    private static EmbeddingResponse read(EmbeddingForm form, String body) {
        return form.read(call("m", Quirks.NONE), json(body));
    }

    private static JsonNode json(String text) {
        try {
            return Wire.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(text, malformed);
        }
    }
}
