package dev.openllm.server.dialect.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.FinishReason;
import dev.openllm.protocol.completion.CompletionSnippet;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.dialect.Outcome;
import dev.openllm.server.dialect.Quirks;
import dev.openllm.server.dialect.ResponseReader;
import dev.openllm.server.dialect.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for requests and responses in the format of each API, as documented in the reference of the API. */
class CompletionFormsTest {

    private static final Quirks MISTRAL_QUIRKS = new Quirks(Map.of(
            CompletionQuirk.FORM, "suffix",
            CompletionQuirk.PATH, "/v1/fim/completions",
            CompletionQuirk.MODELS, "codestral-latest, codestral-2*",
            CompletionQuirk.SEED_FIELD, "random_seed"));

    // ---- requests

    @Test
    void mistralHasAFieldForTheSuffix() {
        CompletionForm form = firstForm("openai-chat", MISTRAL_QUIRKS, "codestral-2508");

        WireRequest request = form.encode(call("codestral-2508", "a = ", "\nb", MISTRAL_QUIRKS));

        assertEquals("/v1/fim/completions", request.path());
        assertTrue(form.usesServerRoot(MISTRAL_QUIRKS));
        assertEquals(
                json("{'model':'codestral-2508','prompt':'a = ','max_tokens':16,'temperature':0.0,'random_seed':7,"
                        + "'stop':['END'],'stream':true,'suffix':'\\nb'}"),
                parseBody(request));
    }

    @Test
    void mistralReadsOtherFilesInTheTrainingFormatOfCodestral() {
        WireRequest request = firstForm("openai-chat", MISTRAL_QUIRKS, "codestral-latest")
                .encode(withSnippet(call("codestral-latest", "a = ", "", MISTRAL_QUIRKS)));

        assertEquals(
                "+++++ lib.py\nx = 1\n+++++ main.py\na = ",
                request.body().orElseThrow().path("prompt").asText());
    }

    @Test
    void otherMistralModelsOnlySupportChat() {
        assertEquals(List.of(), CompletionForms.inMiddle("openai-chat", MISTRAL_QUIRKS, "mistral-large-latest", false));
    }

    @Test
    void otherFilesAreCommentsForAnApiThatDoesNotSupportThem() {
        Quirks deepSeekQuirks =
                new Quirks(Map.of(CompletionQuirk.FORM, "suffix", CompletionQuirk.PATH, "/beta/completions"));

        WireRequest request = firstForm("openai-chat", deepSeekQuirks, "deepseek-chat")
                .encode(withSnippet(call("deepseek-chat", "a = ", "", deepSeekQuirks)));

        assertEquals("/beta/completions", request.path());
        assertEquals(
                "# Path: lib.py\n# x = 1\n# Path: main.py\na = ",
                request.body().orElseThrow().path("prompt").asText());
        assertFalse(request.body().orElseThrow().has("suffix"));
    }

    @Test
    void inceptionRequiresASuffix() {
        Quirks inceptionQuirks = MISTRAL_QUIRKS
                .with(CompletionQuirk.EMPTY_SUFFIX, "<|endoftext|>")
                .with(CompletionQuirk.MODELS, "*");

        assertEquals(
                "<|endoftext|>",
                firstForm("openai-chat", inceptionQuirks, "mercury-edit-2")
                        .encode(call("mercury-edit-2", "a", "", inceptionQuirks))
                        .body()
                        .orElseThrow()
                        .path("suffix")
                        .asText());
    }

    @Test
    void llamaCppGetsTheCurrentLineAndOtherFiles() {
        Quirks quirks = new Quirks(Map.of(CompletionQuirk.FORM, "infill"));

        WireRequest request =
                firstForm("openai-chat", quirks, "any").encode(withSnippet(call("any", "one\ntwo = ", "\n", quirks)));

        assertEquals("/infill", request.path());
        assertEquals(
                json("{'model':'any','input_prefix':'one\\n','prompt':'two = ','input_suffix':'\\n',"
                        + "'input_extra':[{'filename':'lib.py','text':'x = 1'}],'n_predict':16,'temperature':0.0,"
                        + "'seed':7,'stop':['END'],'cache_prompt':true,'stream':true}"),
                parseBody(request));
    }

    @Test
    void ollamaInsertsAndNeverGetsAnEmptyPrompt() {
        WireRequest request =
                firstForm("ollama-chat", Quirks.NONE, "some-model").encode(call("some-model", "", "", Quirks.NONE));

        assertEquals("/api/generate", request.path());
        assertEquals(
                json("{'model':'some-model','prompt':'\\n','stream':true,'options':{'num_predict':16,"
                        + "'temperature':0.0,'seed':7,'stop':['END'],'num_ctx':8192},'suffix':'\\n','think':false}"),
                parseBody(request));
    }

    @Test
    void ollamaModelsThatCannotInsertGetTheTemplateOfTheirFamily() {
        Quirks noFormQuirks = new Quirks(Map.of(CompletionQuirk.FORM, "none"));

        WireRequest request = firstForm("ollama-chat", noFormQuirks, "qwen2.5-coder:1.5b-base")
                .encode(call("qwen2.5-coder:1.5b-base", "a", "b", noFormQuirks));

        assertEquals(true, request.body().orElseThrow().path("raw").asBoolean());
        assertFalse(request.body().orElseThrow().has("suffix"));
        assertEquals(
                "<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>",
                request.body().orElseThrow().path("prompt").asText());
        assertEquals(List.of(), CompletionForms.inMiddle("ollama-chat", noFormQuirks, "llama3.2", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"qwen2.5-coder:7b\"|\"<¦fim_prefix¦>P<¦fim_suffix¦>S<¦fim_middle¦>\"",
                "\"Qwen/Qwen3-Coder-30B\"|\"<¦fim_prefix¦>P<¦fim_suffix¦>S<¦fim_middle¦>\"",
                "\"granite-4.0-h-tiny\"|\"<¦fim_prefix¦>P<¦fim_suffix¦>S<¦fim_middle¦>\"",
                "\"starcoder2:3b\"|\"<fim_prefix>P<fim_suffix>S<fim_middle>\"",
                "\"stable-code\"|\"<fim_prefix>P<fim_suffix>S<fim_middle>\"",
                "\"granite-code:3b\"|\"<fim_prefix>P<fim_suffix>S<fim_middle>\"",
                "\"codellama/CodeLlama-7b-hf\"|\"<PRE> P <SUF>S <MID>\"",
                "\"google/codegemma-2b\"|\"<¦fim_prefix¦>P<¦fim_suffix¦>S<¦fim_middle¦>\"",
                "\"deepseek-coder-v2:16b\"|\"<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>\"",
                "\"codestral:22b\"|\"[SUFFIX]S[PREFIX]P\"",
                "\"ByteDance-Seed/Seed-Coder-8B\"|\"<[fim-suffix]>S<[fim-prefix]>P<[fim-middle]>\"",
                "\"zai-org/GLM-4.5-Air\"|\"<¦code_prefix¦>P<¦code_suffix¦>S<¦code_middle¦>\"",
                "\"JetBrains/Mellum-4b-base\"|\"<filename>main.py\n<fim_suffix>S<fim_prefix>P<fim_middle>\""
            })
    void everyFamilyHasItsTemplate(String model, String prompt) {
        assertEquals(
                prompt.replace('¦', '|'),
                templateForm(model)
                        .encode(call(model, "P", "S", TEMPLATE_QUIRKS))
                        .body()
                        .orElseThrow()
                        .path("prompt")
                        .asText());
    }

    @Test
    void aFamilyCanBeConfiguredForAModelWithAnUnknownName() {
        Quirks familyQuirks = TEMPLATE_QUIRKS.with(CompletionQuirk.FAMILY, "codellama");

        assertEquals(
                "<PRE> P <SUF>S <MID>",
                firstForm("openai-chat", familyQuirks, "our-model")
                        .encode(call("our-model", "P", "S", familyQuirks))
                        .body()
                        .orElseThrow()
                        .path("prompt")
                        .asText());
    }

    @Test
    void aModelWithoutAFamilyHasNoTemplate() {
        for (String model : List.of("gpt-oss:20b", "claude-sonnet-4-6", "llama3.2", "devstral", "codestral-mamba")) {
            assertEquals(List.of(), CompletionForms.inMiddle("openai-chat", TEMPLATE_QUIRKS, model, false), model);
        }
    }

    @Test
    void templateTokensAreRemovedFromTheDocuments() {
        assertEquals(
                "<|fim_prefix|>ab<|fim_suffix|>cd<|fim_middle|>",
                templateForm("qwen2.5-coder")
                        .encode(call(
                                "qwen2.5-coder", "a<|fim_<|fim_middle|>prefix|>b", "c<|endoftext|>d", TEMPLATE_QUIRKS))
                        .body()
                        .orElseThrow()
                        .path("prompt")
                        .asText());
    }

    @Test
    void otherFilesPrecedeTheTemplateIfTheFamilySupportsFiles() {
        assertEquals(
                "<|repo_name|>project\n<|file_sep|>lib.py\nx = 1\n<|file_sep|>main.py\n"
                        + "<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>",
                templateForm("qwen2.5-coder")
                        .encode(withSnippet(call("qwen2.5-coder", "a", "b", TEMPLATE_QUIRKS)))
                        .body()
                        .orElseThrow()
                        .path("prompt")
                        .asText());
        assertEquals(
                "<PRE> # Path: lib.py\n# x = 1\n# Path: main.py\na <SUF>b <MID>",
                templateForm("codellama")
                        .encode(withSnippet(call("codellama", "a", "b", TEMPLATE_QUIRKS)))
                        .body()
                        .orElseThrow()
                        .path("prompt")
                        .asText());
    }

    @Test
    void atMostFourStopSequencesAreSent() {
        JsonNode stopSequences = templateForm("qwen2.5-coder")
                .encode(call("qwen2.5-coder", "a", "b", TEMPLATE_QUIRKS))
                .body()
                .orElseThrow()
                .path("stop");

        assertEquals(json("['END','<|endoftext|>','<|fim_prefix|>','<|fim_suffix|>']"), stopSequences);
    }

    // ---- responses

    @Test
    void mistralResponsesResembleChatResponses() {
        StringBuilder text = new StringBuilder();
        Outcome outcome = read(
                new CompletionReader(),
                text,
                "{'id':'c1','object':'chat.completion.chunk','model':'codestral-2508','choices':[{'index':0,"
                        + "'delta':{'role':'assistant','content':'a +'},'finish_reason':null}]}",
                "{'id':'c1','choices':[{'index':0,'delta':{'content':' b'},'finish_reason':'stop'}],"
                        + "'usage':{'prompt_tokens':8,'total_tokens':11,'completion_tokens':3}}",
                "[DONE]");

        assertEquals("a + b", text.toString());
        assertEquals(FinishReason.STOP, outcome.finishReason());
        assertEquals(OptionalLong.of(8), outcome.usage().inputTokens());
        assertEquals(OptionalLong.of(3), outcome.usage().outputTokens());
    }

    @Test
    void anUnstreamedMistralResponseIsAMessage() {
        StringBuilder text = new StringBuilder();
        ResponseReader reader = new CompletionReader();
        reader.readUnstreamed(
                json("{'id':'c1','object':'chat.completion','choices':[{'index':0,'message':{'role':'assistant',"
                        + "'content':'a + b'},'finish_reason':'length'}],'usage':{'prompt_tokens':8}}"),
                event -> text.append(((ChatEvent.Text) event).text()));

        assertEquals("a + b", text.toString());
        assertEquals(FinishReason.LENGTH, reader.end(event -> {}).finishReason());
    }

    @Test
    void openAiAndDeepSeekCompletionsHaveTextInEachChoice() {
        StringBuilder text = new StringBuilder();
        Outcome outcome = read(
                new CompletionReader(),
                text,
                "{'id':'cmpl-1','object':'text_completion','model':'deepseek-chat','choices':[{'text':'return',"
                        + "'index':0,'logprobs':null,'finish_reason':null}]}",
                "{'id':'cmpl-1','choices':[{'text':' 1','index':0,'finish_reason':'length'}]}",
                "{'id':'cmpl-1','choices':[],'usage':{'prompt_tokens':5,'completion_tokens':2,"
                        + "'prompt_cache_hit_tokens':4}}",
                "[DONE]");

        assertEquals("return 1", text.toString());
        assertEquals(FinishReason.LENGTH, outcome.finishReason());
        assertEquals(OptionalLong.of(4), outcome.usage().cachedInputTokens());
    }

    @Test
    void aStreamWithoutAnEndIsIncomplete() {
        OpenLlmException failure = assertThrows(
                OpenLlmException.class,
                () -> read(new CompletionReader(), new StringBuilder(), "{'choices':[{'text':'a','index':0}]}"));

        assertEquals(ErrorKind.BAD_RESPONSE, failure.info().kind());
    }

    @Test
    void anErrorInsideAStreamFailsTheRequest() {
        OpenLlmException failure = assertThrows(
                OpenLlmException.class,
                () -> read(
                        new CompletionReader(),
                        new StringBuilder(),
                        "{'choices':[{'text':'a','index':0}]}",
                        "{'error':{'message':'out of memory','code':500}}"));

        assertEquals("out of memory", failure.info().message());
    }

    @Test
    void llamaCppStreamsItsContent() {
        StringBuilder text = new StringBuilder();
        Outcome outcome = read(
                new InfillReader(),
                text,
                "{'index':0,'content':'a','tokens':[64],'stop':false,'id_slot':-1,'tokens_predicted':1}",
                "{'index':0,'content':'','tokens':[],'id_slot':0,'stop':true,'model':'q.gguf','tokens_predicted':2,"
                        + "'tokens_evaluated':30,'truncated':false,'stop_type':'limit','tokens_cached':20}");

        assertEquals("a", text.toString());
        assertEquals(FinishReason.LENGTH, outcome.finishReason());
        assertEquals(OptionalLong.of(30), outcome.usage().inputTokens());
    }

    @Test
    void ollamaStreamsLinesAndCanReportAnErrorInOne() {
        StringBuilder text = new StringBuilder();
        Outcome outcome = read(
                new GenerateReader(),
                text,
                "{'model':'m','response':'a','done':false}",
                "{'model':'m','response':'','done':true,'done_reason':'stop','prompt_eval_count':9,'eval_count':1}");

        assertEquals("a", text.toString());
        assertEquals(FinishReason.STOP, outcome.finishReason());
        assertEquals(OptionalLong.of(9), outcome.usage().inputTokens());
        OpenLlmException failure = assertThrows(
                OpenLlmException.class,
                () -> read(
                        new GenerateReader(),
                        new StringBuilder(),
                        "{'response':'a','done':false}",
                        "{'error':'an error was encountered while running the model'}"));
        assertEquals(
                "an error was encountered while running the model",
                failure.info().message());
    }

    // ---- refusals

    @Test
    void aRefusedFormIsNotAModelFailure() {
        CompletionForm infill = new InfillForm();
        CompletionForm insert = new InsertForm(Optional.empty());
        CompletionForm suffix = new SuffixForm(Optional.empty());

        assertTrue(
                infill.isUnsupported(failure(501, "Infill is not supported by this model: prefix token is missing.")));
        assertTrue(infill.isUnsupported(failure(404, "File Not Found")));
        assertTrue(insert.isUnsupported(
                failure(400, "registry.ollama.ai/library/llama3.2:latest does not support insert")));
        assertTrue(suffix.isUnsupported(failure(400, "suffix is not currently supported")));
        assertTrue(suffix.isUnsupported(failure(400, "Unsupported param: suffix")));
        assertFalse(insert.isUnsupported(failure(404, "model 'x' not found")));
        assertFalse(suffix.isUnsupported(failure(429, "slow down")));
        assertFalse(infill.isUnsupported(failure(503, "Loading model")));
    }

    @Test
    void infillModelsAreRecognizedByProviderOrName() {
        assertEquals(
                Optional.of(true),
                CompletionForms.supportsFillInMiddle("openai-chat", MISTRAL_QUIRKS, "codestral-latest", false));
        assertEquals(
                Optional.empty(),
                CompletionForms.supportsFillInMiddle("openai-chat", MISTRAL_QUIRKS, "mistral-small", false));
        assertEquals(
                Optional.of(true),
                CompletionForms.supportsFillInMiddle("openai-chat", Quirks.NONE, "qwen2.5-coder", true));
        assertEquals(
                Optional.empty(),
                CompletionForms.supportsFillInMiddle("openai-chat", Quirks.NONE, "qwen2.5-coder", false));
        assertEquals(
                Optional.of(true),
                CompletionForms.supportsFillInMiddle(
                        "ollama-chat", Quirks.NONE.with(CompletionQuirk.FORM, "insert"), "our-model", false));
        assertEquals(
                Optional.empty(), CompletionForms.supportsFillInMiddle("ollama-chat", Quirks.NONE, "llama3.2", false));
        assertEquals(Optional.empty(), CompletionForms.supportsFillInMiddle("gemini", Quirks.NONE, "gemini-3", false));
    }

    // ---- parts

    private static final Quirks TEMPLATE_QUIRKS = new Quirks(Map.of(CompletionQuirk.FORM, "template"));

    private static CompletionForm templateForm(String model) {
        return firstForm("openai-chat", TEMPLATE_QUIRKS, model);
    }

    private static CompletionForm firstForm(String dialect, Quirks quirks, String model) {
        return CompletionForms.inMiddle(dialect, quirks, model, false).getFirst();
    }

    private static CompletionCall call(String model, String prefix, String suffix, Quirks quirks) {
        ChatOptions options = new ChatOptions(
                OptionalInt.of(16),
                OptionalDouble.of(0),
                OptionalDouble.empty(),
                List.of("END"),
                OptionalLong.of(7),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return new CompletionCall(
                model,
                prefix,
                suffix,
                Optional.of("python"),
                Optional.of("main.py"),
                List.of(),
                options,
                true,
                new ModelInfo.Limits(8192, 6144, 2048),
                quirks);
    }

    private static CompletionCall withSnippet(CompletionCall call) {
        return new CompletionCall(
                call.model(),
                call.prefix(),
                call.suffix(),
                call.languageId(),
                call.path(),
                List.of(new CompletionSnippet(Optional.of("lib.py"), "x = 1")),
                call.options(),
                call.stream(),
                call.limits(),
                call.quirks());
    }

    private static Outcome read(ResponseReader reader, StringBuilder text, String... frames) {
        for (String frame : frames) {
            reader.readFrame(
                    "",
                    frame.replace('\'', '"').replace("model \"x\"", "model 'x'"),
                    event -> text.append(((ChatEvent.Text) event).text()));
        }
        return reader.end(event -> {});
    }

    private static ErrorInfo failure(int status, String message) {
        return ErrorInfo.of(ErrorKind.INVALID_REQUEST, message).withStatus(status);
    }

    /** Returns the request body as parsed JSON. */
    private static JsonNode parseBody(WireRequest request) {
        try {
            return Wire.JSON.readTree(request.body().orElseThrow().toString());
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Wire.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }
}
