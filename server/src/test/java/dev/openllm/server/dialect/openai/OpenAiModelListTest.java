package dev.openllm.server.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.model.Pricing;
import dev.openllm.server.dialect.Calls;
import dev.openllm.server.dialect.ListedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the model lists of the individual providers are read. */
class OpenAiModelListTest {

    private static ListedModel readSingleModel(String entry) {
        return OpenAiModelList.read(Calls.json("{\"data\":[" + entry + "]}"))
                .models()
                .getFirst();
    }

    @Test
    void anEntryWithOnlyAnIdHasNoOtherProperties() {
        assertEquals(ListedModel.of("gpt-x"), readSingleModel("{\"id\":\"gpt-x\",\"object\":\"model\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}",
                "[{\"id\":\"a\"},{\"id\":\"b\"}]",
                "{\"models\":[{\"name\":\"a\"},{\"model\":\"b\"}]}",
                "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"models\":[{\"name\":\"a\"}]}"
            })
    void modelsCanBeUnderDataUnderModelsOrAtTheTopLevel(String body) {
        List<String> ids = OpenAiModelList.read(Calls.json(body)).models().stream()
                .map(ListedModel::id)
                .toList();
        assertEquals(List.of("a", "b"), ids);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        vLLM         | {"id":"m","max_model_len":4096}
        llama.cpp    | {"id":"m","meta":{"n_ctx":4096,"n_ctx_train":40960}}
        Mistral      | {"id":"m","max_context_length":4096}
        Groq         | {"id":"m","context_window":4096}
        OpenRouter   | {"id":"m","context_length":4096,"top_provider":{"context_length":2048}}
        Venice       | {"id":"m","model_spec":{"availableContextTokens":4096}}
        Cerebras     | {"id":"m","limits":{"max_context_length":4096}}
        Hugging Face | {"id":"m","providers":[{"context_length":4096}]}
        Poe          | {"id":"m","context_window":{"context_length":4096,"max_output_tokens":512}}
        GitHub       | {"id":"m","limits":{"max_input_tokens":4096,"max_output_tokens":512}}
        as text      | {"id":"m","context_length":"4096"}
        """, quoteCharacter = '\0')
    void theContextSizeHasManyFieldNames(String service, String entry) {
        assertEquals(OptionalInt.of(4096), readSingleModel(entry).contextTokens(), service);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        OpenRouter | {"id":"m","context_length":4096,"top_provider":{"max_completion_tokens":512}}
        Groq       | {"id":"m","context_window":4096,"max_completion_tokens":512}
        Vercel     | {"id":"m","context_window":4096,"max_tokens":512}
        Poe        | {"id":"m","context_window":{"context_length":4096,"max_output_tokens":512}}
        GitHub     | {"id":"m","limits":{"max_input_tokens":4096,"max_output_tokens":512}}
        DeepInfra  | {"id":"m","metadata":{"context_length":4096,"max_tokens":512}}
        """, quoteCharacter = '\0')
    void theOutputLimitHasManyFieldNames(String service, String entry) {
        assertEquals(OptionalInt.of(512), readSingleModel(entry).outputTokens(), service);
        assertEquals(OptionalInt.of(4096), readSingleModel(entry).contextTokens(), service);
    }

    @Test
    void openRouterListsModelCapabilities() {
        ListedModel model = readSingleModel("""
            {"id":"a/b","name":"A: B","context_length":1000,"top_provider":{"max_completion_tokens":100},
             "architecture":{"input_modalities":["text","image","file"],"output_modalities":["text"]},
             "supported_parameters":["tools","include_reasoning","structured_outputs"],
             "pricing":{"prompt":"0.0000004","completion":"0.0000016","input_cache_read":"0.0000001"}}\
            """);

        assertEquals(Optional.of("A: B"), model.name());
        assertEquals(OptionalInt.of(100), model.outputTokens());
        assertEquals(Optional.of(true), model.chat());
        assertEquals(Optional.of(true), model.tools());
        assertEquals(Optional.of(true), model.vision());
        assertEquals(Optional.of(true), model.files());
        assertEquals(Optional.of(true), model.reasoning());
        assertEquals(Optional.of(true), model.structuredOutput());
        assertEquals(
                Optional.of(new Pricing(0.4, 1.6, OptionalDouble.of(0.1), OptionalDouble.empty())), model.pricing());
    }

    @Test
    void aModelThatListsItsFeaturesHasNoOthers() {
        ListedModel model = readSingleModel("{\"id\":\"m\",\"supported_parameters\":[\"max_tokens\"]}");
        assertEquals(Optional.of(false), model.tools());
        assertEquals(Optional.of(false), model.reasoning());
    }

    @Test
    void claudeOnARouterNeedsCacheBreakpoints() {
        assertEquals(
                Map.of("cache-breakpoints", "true"),
                readSingleModel("{\"id\":\"anthropic/claude-x\",\"pricing\":{\"input_cache_write\":\"0.000003\"}}")
                        .quirks()
                        .values());
        assertEquals(
                Map.of(),
                readSingleModel("{\"id\":\"openai/x\",\"pricing\":{\"input_cache_write\":\"0.1\"}}")
                        .quirks()
                        .values());
    }

    @Test
    void mistralFlagsModelCapabilities() {
        ListedModel model = readSingleModel(
                "{\"id\":\"m\",\"capabilities\":{\"completion_chat\":true,\"function_calling\":true,\"vision\":false}}");
        assertEquals(Optional.of(true), model.chat());
        assertEquals(Optional.of(true), model.tools());
        assertEquals(Optional.of(false), model.vision());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Perplexity | {"id":"m","pricing":{"input":3,"output":15,"unit":"usd_per_1m_tokens"}}
        Vercel     | {"id":"m","pricing":{"input":"0.000003","output":"0.000015"}}
        Venice     | {"id":"m","model_spec":{"pricing":{"input":{"usd":3,"diem":9},"output":{"usd":15}}}}
        DeepInfra  | {"id":"m","metadata":{"pricing":{"input_tokens":3,"output_tokens":15}}}
        """, quoteCharacter = '\0')
    void pricesAreConvertedToDollarsPerMillion(String service, String entry) {
        assertEquals(
                Optional.of(new Pricing(3, 15, OptionalDouble.empty(), OptionalDouble.empty())),
                readSingleModel(entry).pricing(),
                service);
    }

    @Test
    void pricesThatDependOnTheRequestAreIgnored() {
        assertEquals(
                Optional.empty(),
                readSingleModel("{\"id\":\"m\",\"pricing\":{\"prompt\":\"-1\",\"completion\":\"-1\"}}")
                        .pricing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text-embedding-3-small",
                "whisper-1",
                "gpt-4o-mini-tts",
                "dall-e-3",
                "omni-moderation-latest",
                "gpt-realtime",
                "gpt-4o-transcribe",
                "gpt-image-1",
                "BAAI/bge-m3",
                "mistral-embed",
                "sora-2"
            })
    void modelsWithoutChatAreRecognizedByTheirIds(String id) {
        assertEquals(
                Optional.of(false), readSingleModel("{\"id\":\"" + id + "\"}").chat());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gpt-4o", "o3", "gpt-oss-120b", "qwen3-coder", "gemma-3-27b", "codestral-latest", "veonix-1"})
    void chatModelsAreNotMistakenForOthers(String id) {
        assertEquals(
                Optional.empty(), readSingleModel("{\"id\":\"" + id + "\"}").chat());
    }

    @Test
    void theNextPageIsRequestedAsTheListSpecifies() {
        String body = "{\"data\":[{\"id\":\"a\"}],\"links\":{\"next\":\"/api/v1/models?offset=100&limit=100\"}}";
        Optional<String> next = OpenAiModelList.read(Calls.json(body)).next();
        assertEquals(
                Map.of("offset", "100", "limit", "100"),
                OpenAiModelList.request(next).query());

        JsonNode pageWithLastId = Calls.json("{\"data\":[{\"id\":\"a\"}],\"has_more\":true,\"last_id\":\"a\"}");
        assertEquals(
                Map.of("after", "a"),
                OpenAiModelList.request(OpenAiModelList.read(pageWithLastId).next())
                        .query());
        assertEquals(
                Optional.empty(),
                OpenAiModelList.read(Calls.json("{\"data\":[],\"links\":{\"next\":null}}"))
                        .next());
    }
}
