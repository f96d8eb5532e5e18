package dev.openllm.server.provider;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static dev.openllm.server.provider.ModelListTest.ids;
import static dev.openllm.server.provider.ModelListTest.model;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What servers of one's own tell of their models, each in its own way. */
class OwnServerTest {

    private static final ListModelsParams REFRESH = new ListModelsParams(true, Optional.empty(), false);

    @Test
    void llamaCppTellsTheContextItRunsWithInItsProperties() {
        try (FakeProvider server = Service.modelList("gemma.gguf")) {
            server.always(
                    "/props",
                    request -> FakeAnswer.json(
                            "{\"default_generation_settings\":{\"n_ctx\":8192},\"modalities\":{\"vision\":true}}"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("llamafile").at(server.uri()).done());
            ids(providers, REFRESH);
            ModelInfo gemma = model(providers, "llamafile/gemma.gguf");
            assertEquals(8_192, gemma.limits().contextTokens());
            assertTrue(gemma.capabilities().vision());
            assertEquals("llamafile / llama.cpp's /props", gemma.sources().get("limits.contextTokens"));
        }
    }

    @Test
    void textGenerationInferenceTellsItInItsInformation() {
        try (FakeProvider server = Service.modelList("tgi")) {
            server.always("/props", request -> FakeAnswer.error(404, "{}"))
                    .always("/info", request -> FakeAnswer.json("{\"max_total_tokens\":16000}"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("mine").at(server.uri()).done());
            ids(providers, REFRESH);
            assertEquals(16_000, model(providers, "mine/tgi").limits().contextTokens());
        }
    }

    @Test
    void vllmTellsItInItsList() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always(
                    "/v1/models", request -> FakeAnswer.json("{\"data\":[{\"id\":\"qwen\",\"max_model_len\":40960}]}"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("vllm").at(server.uri()).done());
            ids(providers, REFRESH);
            assertEquals(40_960, model(providers, "vllm/qwen").limits().contextTokens());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void lmStudioTellsAbilitiesAndTheContextThatIsLoaded() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always(
                    "/api/v1/models",
                    request -> FakeAnswer.json(
                            "{\"models\":[{\"type\":\"llm\",\"key\":\"qwen/qwen3-4b\",\"display_name\":\"Qwen3"
                                + " 4B\",\"loaded_instances\":[{\"id\":\"x\",\"config\":{\"context_length\":12000}}],"
                                + "\"max_context_length\":40960,\"capabilities\":{\"vision\":false,\"trained_for_tool_use\":true}},"
                                + "{\"type\":\"embedding\",\"key\":\"nomic\",\"max_context_length\":2048}]}"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("lmstudio").at(server.uri()).done());
            assertEquals(List.of("lmstudio/qwen/qwen3-4b", "echo/echo"), ids(providers, REFRESH));
            ModelInfo qwen = model(providers, "lmstudio/qwen/qwen3-4b");
            assertEquals("Qwen3 4B", qwen.name());
            assertEquals(12_000, qwen.limits().contextTokens());
            assertTrue(qwen.capabilities().tools());
        }
    }

    @Test
    void anOlderLmStudioIsAskedLikeAnyOther() {
        try (FakeProvider server = Service.modelList("old")) {
            server.always("/api/v1/models", request -> FakeAnswer.error(404, "{}"))
                    .always("/props", request -> FakeAnswer.error(404, "{}"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("lmstudio").at(server.uri()).done());
            assertEquals(List.of("lmstudio/old", "echo/echo"), ids(providers, REFRESH));
        }
    }

    @Test
    void limitsOfOthersDoNotHoldForAServerOfOnesOwn() {
        try (FakeProvider server = Service.modelList("gpt-4o", "deepseek-r1")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("mine").at(server.uri()).done());
            ids(providers, REFRESH);
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
    void openRoutersListTellsPricesAndAbilities() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always(
                    "/v1/models",
                    request -> FakeAnswer.json("{\"data\":[{\"id\":\"anthropic/claude-sonnet-4\",\"name\":\"Claude"
                        + " Sonnet 4\",\"context_length\":200000,\"architecture\":{\"input_modalities\":"
                        + "[\"text\",\"image\"],\"output_modalities\":[\"text\"]},\"supported_parameters\":[\"tools\","
                        + "\"reasoning\"],\"top_provider\":{\"max_completion_tokens\":64000},\"pricing\":{\"prompt\":"
                        + "\"0.000003\",\"completion\":\"0.000015\"}}]}"));
            Providers providers = Service.providers(
                    new KeysInMemory().with("openrouter", "k"),
                    provider("openrouter").at(server.uri()).done());
            ids(providers, REFRESH);
            ModelInfo claude = model(providers, "openrouter/anthropic/claude-sonnet-4");
            assertEquals(3.0, claude.pricing().orElseThrow().input(), 1e-9);
            assertEquals("OpenRouter's model list", claude.sources().get("pricing"));
            assertTrue(claude.capabilities().vision() && claude.capabilities().reasoning());
        }
    }

    @Test
    void aReasoningModelOfOpenAiIsSpokenToThroughResponsesAndOthersAreNot() {
        Providers providers = Service.providers(new KeysInMemory());
        assertEquals("openai-responses", dialect(providers, "openai/gpt-5"));
        assertEquals("openai-chat", dialect(providers, "openai/gpt-4o"));
        assertEquals("openai-responses", dialect(providers, "openai/gpt-99-of-tomorrow"));
        Providers chosen = Service.providers(
                new KeysInMemory(), provider("openai").dialect("openai-chat").done());
        assertEquals("openai-chat", dialect(chosen, "openai/gpt-5"));
        try (FakeProvider proxy = Service.modelList()) {
            Providers behind = Service.providers(
                    new KeysInMemory(), provider("openai").at(proxy.uri()).done());
            assertEquals("openai-chat", dialect(behind, "openai/gpt-5"));
        }
    }

    private static String dialect(Providers providers, String model) {
        return ((ResolvedModel.Remote) providers.resolve(model)).dialect().name();
    }
}
