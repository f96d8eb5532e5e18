package dev.openllm.server.provider;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static dev.openllm.server.provider.ModelListTest.model;
import static dev.openllm.server.provider.ModelListTest.modelIds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Tests for the properties that self-hosted servers report about their models, each in its own format. */
class OwnServerTest {

    private static final ListModelsParams REFRESH = new ListModelsParams(true, Optional.empty(), false);

    @Test
    void llamaCppReportsItsContextSizeInItsProperties() {
        try (FakeProvider server = Service.startModelServer("gemma.gguf")) {
            server.always(
                    "/props",
                    request -> FakeAnswer.json(
                            "{\"default_generation_settings\":{\"n_ctx\":8192},\"modalities\":{\"vision\":true}}"));
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("llamafile").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            ModelInfo gemma = model(providers, "llamafile/gemma.gguf");
            assertEquals(8_192, gemma.limits().contextTokens());
            assertTrue(gemma.capabilities().vision());
            assertEquals("llamafile / llama.cpp's /props", gemma.sources().get("limits.contextTokens"));
        }
    }

    @Test
    void textGenerationInferenceReportsItsContextSizeInItsInfo() {
        try (FakeProvider server = Service.startModelServer("tgi")) {
            server.always("/props", request -> FakeAnswer.error(404, "{}"))
                    .always("/info", request -> FakeAnswer.json("{\"max_total_tokens\":16000}"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("mine").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            assertEquals(16_000, model(providers, "mine/tgi").limits().contextTokens());
        }
    }

    @Test
    void vllmReportsItsContextSizeInItsList() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always(
                    "/v1/models", request -> FakeAnswer.json("{\"data\":[{\"id\":\"qwen\",\"max_model_len\":40960}]}"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("vllm").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            assertEquals(40_960, model(providers, "vllm/qwen").limits().contextTokens());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void lmStudioReportsCapabilitiesAndTheLoadedContextSize() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always(
                    "/api/v1/models",
                    request -> FakeAnswer.json(
                            "{\"models\":[{\"type\":\"llm\",\"key\":\"qwen/qwen3-4b\",\"display_name\":\"Qwen3"
                                + " 4B\",\"loaded_instances\":[{\"id\":\"x\",\"config\":{\"context_length\":12000}}],"
                                + "\"max_context_length\":40960,\"capabilities\":{\"vision\":false,\"trained_for_tool_use\":true}},"
                                + "{\"type\":\"embedding\",\"key\":\"nomic\",\"max_context_length\":2048}]}"));
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("lmstudio").apiBase(server.uri()).build());
            assertEquals(List.of("lmstudio/qwen/qwen3-4b", "echo/echo"), modelIds(providers, REFRESH));
            ModelInfo qwen = model(providers, "lmstudio/qwen/qwen3-4b");
            assertEquals("Qwen3 4B", qwen.name());
            assertEquals(12_000, qwen.limits().contextTokens());
            assertTrue(qwen.capabilities().tools());
        }
    }

    @Test
    void anOlderLmStudioIsUsedLikeAnyOther() {
        try (FakeProvider server = Service.startModelServer("old")) {
            server.always("/api/v1/models", request -> FakeAnswer.error(404, "{}"))
                    .always("/props", request -> FakeAnswer.error(404, "{}"));
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("lmstudio").apiBase(server.uri()).build());
            assertEquals(List.of("lmstudio/old", "echo/echo"), modelIds(providers, REFRESH));
        }
    }

    @Test
    void theLlamaCppRouterListsTheContextSizeOfAModelThatIsNotLoaded() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always(
                    "/v1/models",
                    request -> FakeAnswer.json(
                            "{\"data\":[{\"id\":\"qwen\",\"owned_by\":\"llamacpp\",\"status\":{\"value\":"
                                + "\"unloaded\",\"args\":[\"llama-server\",\"--ctx-size\",\"24576\"]}},{\"id\":\"gemma\",\"status\":"
                                + "{\"args\":[\"-c\",\"32768\",\"-np\",\"4\"]}},{\"id\":\"phi\",\"status\":{\"args\":"
                                + "[\"--ctx-size=8192\",\"--parallel\",\"4\",\"--kv-unified\"]}}]}"));
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("llamacpp").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            assertEquals(24_576, model(providers, "llamacpp/qwen").limits().contextTokens());
            assertEquals(8_192, model(providers, "llamacpp/gemma").limits().contextTokens());
            assertEquals(8_192, model(providers, "llamacpp/phi").limits().contextTokens());
        }
    }

    @Test
    void liteLlmReportsTheModelOfAnAlias() {
        try (FakeProvider server = Service.startModelServer("eyes", "mixed", "words", "openai/*")) {
            server.always(
                    "/model/info",
                    request -> FakeAnswer.json("{\"data\":["
                        + "{\"model_name\":\"eyes\",\"model_info\":{\"mode\":\"chat\",\"max_input_tokens\":200000,"
                        + "\"max_output_tokens\":64000,\"supports_vision\":true,\"supports_pdf_input\":true,"
                        + "\"supports_reasoning\":true,\"supports_response_schema\":true,"
                        + "\"input_cost_per_token\":3e-6,\"output_cost_per_token\":1.5e-5}},"
                        + "{\"model_name\":\"mixed\",\"model_info\":{\"max_input_tokens\":100000,\"supports_vision\":true}},"
                        + "{\"model_name\":\"mixed\",\"model_info\":{\"max_input_tokens\":50000,\"supports_vision\":false}},"
                        + "{\"model_name\":\"words\",\"model_info\":{\"mode\":\"embedding\"}}]}"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("mine").apiBase(server.uri()).build());

            assertEquals(List.of("mine/eyes", "mine/mixed", "echo/echo"), modelIds(providers, REFRESH));
            ModelInfo eyes = model(providers, "mine/eyes");
            assertEquals(new ModelInfo.Limits(200_000, 150_000, 64_000), eyes.limits());
            assertEquals(
                    new ModelInfo.Capabilities(true, true, true, true, List.of(), true, true), eyes.capabilities());
            assertEquals(3.0, eyes.pricing().orElseThrow().input(), 1e-9);
            assertEquals("mine's /model/info", eyes.sources().get("capabilities.vision"));
            ModelInfo mixed = model(providers, "mine/mixed");
            assertEquals(50_000, mixed.limits().contextTokens());
            assertFalse(mixed.capabilities().vision());
        }
    }

    @Test
    void schemasAreEnforcedByServersWithGrammarsAndTriedOnOthers() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always(
                    "/v1/models",
                    request -> FakeAnswer.json("{\"data\":[{\"id\":\"local\",\"owned_by\":\"llamacpp\"},"
                            + "{\"id\":\"other\",\"owned_by\":\"somebody\"}]}"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("mine").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            ResolvedModel.Remote local = (ResolvedModel.Remote) providers.resolve("mine/local");
            ResolvedModel.Remote other = (ResolvedModel.Remote) providers.resolve("mine/other");
            assertTrue(local.info().capabilities().structuredOutput());
            assertFalse(local.quirks().has("json-schema-untested"));
            assertTrue(other.info().capabilities().structuredOutput());
            assertTrue(other.quirks().has("json-schema-untested"));
        }
    }

    @Test
    void catalogLimitsAreSuggestedForASelfHostedServer() {
        try (FakeProvider server = Service.startModelServer("gpt-4o", "small")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("mine").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            assertEquals(
                    "assumed; the catalog lists 128000; set contextTokens to use that value",
                    model(providers, "mine/gpt-4o").sources().get("limits.contextTokens"));
            assertEquals(
                    "assumed; the catalog lists 16384; set outputTokens to use that value",
                    model(providers, "mine/gpt-4o").sources().get("limits.maxOutputTokens"));
            assertEquals("assumed", model(providers, "mine/small").sources().get("limits.contextTokens"));
            assertEquals("assumed", model(providers, "mine/small").sources().get("capabilities.vision"));
        }
    }

    @Test
    void aLimitFromARefusalAppliesUntilTheModelListChanges() {
        try (FakeProvider server = FakeProvider.start()) {
            server.respondAt("/v1/models", Service.modelListResponse("m"), Service.modelListResponse("m", "n"))
                    .always("/v1/models", request -> Service.modelListResponse("m", "n"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("mine").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            ResolvedModel.Remote remote = (ResolvedModel.Remote) providers.resolve("mine/m");

            providers.recordLimits(remote.endpoint(), "m", OptionalInt.of(8_192), OptionalInt.empty());

            assertEquals(8_192, providers.resolve("mine/m").info().limits().contextTokens());
            assertEquals(
                    "a rejected request", model(providers, "mine/m").sources().get("limits.contextTokens"));
            modelIds(providers, REFRESH);
            assertEquals(32_768, providers.resolve("mine/m").info().limits().contextTokens());
        }
    }

    @Test
    void limitsOfOtherProvidersDoNotApplyToASelfHostedServer() {
        try (FakeProvider server = Service.startModelServer("gpt-4o", "deepseek-r1")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("mine").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            ModelInfo info = model(providers, "mine/gpt-4o");
            assertEquals(32_768, info.limits().contextTokens());
            assertTrue(info.capabilities().vision());
            assertFalse(info.pricing().isPresent());
            assertEquals(
                    "true",
                    ((ResolvedModel.Remote) providers.resolve("mine/deepseek-r1"))
                            .quirks()
                            .value("think-markup", ""));
        }
    }

    @Test
    void theOpenRouterListContainsPricesAndCapabilities() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always(
                    "/v1/models",
                    request -> FakeAnswer.json("{\"data\":[{\"id\":\"anthropic/claude-sonnet-4\",\"name\":\"Claude"
                        + " Sonnet 4\",\"context_length\":200000,\"architecture\":{\"input_modalities\":"
                        + "[\"text\",\"image\"],\"output_modalities\":[\"text\"]},\"supported_parameters\":[\"tools\","
                        + "\"reasoning\"],\"top_provider\":{\"max_completion_tokens\":64000},\"pricing\":{\"prompt\":"
                        + "\"0.000003\",\"completion\":\"0.000015\"}}]}"));
            Providers providers = Service.providers(
                    new KeysInMemory().withKey("openrouter", "k"),
                    provider("openrouter").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            ModelInfo claude = model(providers, "openrouter/anthropic/claude-sonnet-4");
            assertEquals(3.0, claude.pricing().orElseThrow().input(), 1e-9);
            assertEquals("model list of OpenRouter", claude.sources().get("pricing"));
            assertTrue(claude.capabilities().vision() && claude.capabilities().reasoning());
        }
    }

    @Test
    void openAiReasoningModelsUseResponsesAndOthersDoNot() {
        Providers providers = Service.providers(new KeysInMemory());
        assertEquals("openai-responses", dialect(providers, "openai/gpt-5"));
        assertEquals("openai-chat", dialect(providers, "openai/gpt-4o"));
        assertEquals("openai-responses", dialect(providers, "openai/gpt-99-of-tomorrow"));
        Providers withChatDialect = Service.providers(
                new KeysInMemory(), provider("openai").dialect("openai-chat").build());
        assertEquals("openai-chat", dialect(withChatDialect, "openai/gpt-5"));
        try (FakeProvider proxy = Service.startModelServer()) {
            Providers behindProxy = Service.providers(
                    new KeysInMemory(), provider("openai").apiBase(proxy.uri()).build());
            assertEquals("openai-chat", dialect(behindProxy, "openai/gpt-5"));
        }
    }

    private static String dialect(Providers providers, String model) {
        return ((ResolvedModel.Remote) providers.resolve(model)).dialect().name();
    }
}
