package dev.openllm.server.provider;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus.State;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeAnswer.Step;
import dev.openllm.server.testing.FakeProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Tests which models and providers are shown, and what is reported about them. */
class ModelListTest {

    private static final ListModelsParams REFRESH = new ListModelsParams(true, Optional.empty());

    @Test
    void withoutConfigurationTheBuiltInModelIsAvailable() {
        Providers providers = Service.providers(new KeysInMemory());
        assertEquals(List.of("echo/echo"), modelIds(providers, ListModelsParams.ALL));
        assertEquals(
                Optional.of("echo/echo"), providers.models(ListModelsParams.ALL).defaultModel());
    }

    @Test
    void anOpenAiCompatibleServerNeedsOnlyANameAndAnAddress() {
        try (FakeProvider server = Service.startModelServer("alpha", "beta")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            assertEquals(List.of("work/alpha", "work/beta", "echo/echo"), modelIds(providers, ListModelsParams.ALL));
            assertEquals(
                    "Ready · 2 models", providerInfo(providers, "work").status().message());
        }
    }

    @Test
    void configuredModelsAreShownWithoutARequest() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always("/v1/models", request -> FakeAnswer.json("").withStep(new Step.Hang()));
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("work").apiBase(server.uri()).models("mine").build());
            assertEquals(List.of("work/mine", "echo/echo"), modelIds(providers, ListModelsParams.ALL));
        }
    }

    @Test
    void everyPageOfAListIsRead() {
        try (FakeProvider server = FakeProvider.start()) {
            server.respondAt(
                    "/v1/models",
                    FakeAnswer.json("{\"data\":[{\"id\":\"one\"}],\"has_more\":true,\"last_id\":\"one\"}"),
                    FakeAnswer.json("{\"data\":[{\"id\":\"two\"}],\"has_more\":false}"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            assertEquals(List.of("work/one", "work/two", "echo/echo"), modelIds(providers, ListModelsParams.ALL));
        }
    }

    @Test
    void includeAndExcludeFilterTheListedModels() {
        try (FakeProvider server = Service.startModelServer("qwen3-coder", "qwen3-vl", "llama3")) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("work")
                            .apiBase(server.uri())
                            .modelFilter(List.of("Qwen*"), List.of("*-vl"))
                            .build());
            assertEquals(List.of("work/qwen3-coder", "echo/echo"), modelIds(providers, ListModelsParams.ALL));
        }
    }

    @Test
    void modelsThatDoNotSupportChatAreOmitted() {
        try (FakeProvider server = Service.startModelServer("whisper-1", "chat-one")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            assertEquals(List.of("work/chat-one", "echo/echo"), modelIds(providers, ListModelsParams.ALL));
        }
    }

    @Test
    void anEmbeddingModelIsFoundByItsIdOnlyForEmbeddings() {
        try (FakeProvider server = Service.startModelServer("text-embedding-3-small", "chat-one")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            assertEquals(
                    "work/text-embedding-3-small",
                    providers.resolveEmbedding("text-embedding-3-small").info().id());
            assertEquals(
                    "work/chat-one",
                    providers.resolveEmbedding("chat-one").info().id());
            assertThrows(OpenLlmException.class, () -> providers.resolve("text-embedding-3-small"));
        }
    }

    @Test
    void aListIsCachedAndNotRequestedAgain() {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            modelIds(providers, ListModelsParams.ALL);
            modelIds(providers, ListModelsParams.ALL);
            assertEquals(1, requestCount(server, "/v1/models"));
            modelIds(providers, REFRESH);
            assertEquals(2, requestCount(server, "/v1/models"));
        }
    }

    @Test
    void theLastListIsUsedIfItsProviderCannotBeReached() {
        ConfigInMemory config;
        Providers providers;
        try (FakeProvider server = Service.startModelServer("alpha")) {
            config = ConfigInMemory.of(provider("work").apiBase(server.uri()).build());
            providers = Service.providers(config, new KeysInMemory());
            modelIds(providers, ListModelsParams.ALL);
        }
        assertEquals(List.of("work/alpha", "echo/echo"), modelIds(providers, REFRESH));
        ProviderInfo work = providerInfo(providers, "work");
        assertEquals(State.ERROR, work.status().state());
        assertTrue(
                work.status().message().startsWith("Cannot reach localhost:"),
                work.status().message());
        assertTrue(model(providers, "work/alpha").warning().orElse("").startsWith("Cannot reach localhost:"));
    }

    @Test
    void anUnresponsiveProviderDoesNotHideTheOthers() {
        CountDownLatch neverReleased = new CountDownLatch(1);
        try (FakeProvider slow = FakeProvider.start();
                FakeProvider quick = Service.startModelServer("alpha")) {
            slow.always("/v1/models", request -> FakeAnswer.json("").withStep(new Step.Await(neverReleased)));
            ConfiguredProviders providers = Service.providers(
                    new KeysInMemory(),
                    provider("slow").apiBase(slow.uri()).build(),
                    provider("quick").apiBase(quick.uri()).build());
            providers.warmUp(); // enables later notifications, as a long-running process does
            assertEquals(List.of("quick/alpha", "echo/echo"), modelIds(providers, ListModelsParams.ALL));
            assertEquals(State.LOADING, providerInfo(providers, "slow").status().state());
            neverReleased.countDown();
        }
    }

    @Test
    void aMissingKeyIsReportedByTheProviderAndItsModels() {
        Providers providers = Service.providers(
                new KeysInMemory(), provider("openai").models("gpt-5").build());
        modelIds(providers, REFRESH);
        ProviderInfo openai = providerInfo(providers, "openai");
        assertEquals(State.NO_KEY, openai.status().state());
        assertEquals("No API key", openai.status().message());
        String warning = model(providers, "openai/gpt-5").warning().orElse("");
        assertTrue(warning.contains("OPENAI_API_KEY") && warning.contains("open-llm secrets set openai"), warning);
    }

    @Test
    void aRefusedKeyIsAnErrorWithTheProvidersOwnMessage() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always("/v1/models", request -> FakeAnswer.error(401, "{\"error\":{\"message\":\"Bad key.\"}}"));
            Providers providers = Service.providers(
                    new KeysInMemory().withKey("work", "k"),
                    provider("work").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            ProviderInfo work = providerInfo(providers, "work");
            assertEquals("The API key was rejected", work.status().message());
            assertTrue(work.status().error().orElseThrow().message().contains("Bad key."));
        }
    }

    @Test
    void aWebPageInsteadOfAListIsAnErrorThatNamesTheAddress() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always("*", request -> FakeAnswer.of(200, "text/html", "<html>hello</html>"));
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            ProviderInfo work = providerInfo(providers, "work");
            assertEquals(State.ERROR, work.status().state());
            assertTrue(work.status().message().endsWith("did not return a model list."));
            assertTrue(work.status().error().orElseThrow().hint().orElse("").contains(server.uri() + "/v1"));
        }
    }

    @Test
    void aServerWithoutAModelListIsReadyIfItsModelsAreConfigured() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always("/v1/models", request -> FakeAnswer.error(404, "{}"));
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("work").apiBase(server.uri()).models("mine").build());
            modelIds(providers, REFRESH);
            assertEquals(
                    "Ready · 1 model", providerInfo(providers, "work").status().message());
        }
    }

    @Test
    void anInvalidAddressIsReportedInOneMessageAndHidesNoOtherProvider() {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("broken").apiBase("ftp://nowhere").build(),
                    provider("work").apiBase(server.uri()).build());
            assertEquals(List.of("work/alpha", "echo/echo"), modelIds(providers, ListModelsParams.ALL));
            assertEquals(
                    "The base URL of provider broken must start with http:// or https://, not ftp://.",
                    providerInfo(providers, "broken").status().message());
        }
    }

    @Test
    void aDisabledProviderIsShownAsDisabledAndOffersNothing() {
        Providers providers = Service.providers(
                new KeysInMemory(),
                provider("openai").models("gpt-5").disabled().build());
        assertEquals(List.of("echo/echo"), modelIds(providers, ListModelsParams.ALL));
        assertEquals(State.DISABLED, providerInfo(providers, "openai").status().state());
    }

    @Test
    void theBuiltInModelCanBeDisabled() {
        Providers providers = Service.providers(
                new KeysInMemory(), provider("echo").disabled().build());
        assertEquals(List.of(), modelIds(providers, ListModelsParams.ALL));
    }

    @Test
    void builtInProvidersAreListedAfterTheConfiguredOnesOnRequest() {
        Providers providers = Service.providers(
                new KeysInMemory(), provider("openai").models("gpt-5").build());
        List<ProviderInfo> providerInfos =
                providers.providers(new ListProvidersParams(true, false)).providers();
        assertTrue(providerInfos.size() >= 110, "only " + providerInfos.size());
        assertEquals("openai", providerInfos.getFirst().name());
        assertEquals(
                1,
                providerInfos.stream()
                        .filter(provider -> provider.name().equals("openai"))
                        .count());
        assertEquals(State.KNOWN, providerInfos.getLast().status().state());
    }

    @Test
    void aRequestForOneProviderReachesOnlyThatOne() {
        try (FakeProvider firstServer = Service.startModelServer("alpha");
                FakeProvider secondServer = Service.startModelServer("beta")) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("one").apiBase(firstServer.uri()).build(),
                    provider("other").apiBase(secondServer.uri()).build());
            assertEquals(List.of("other/beta"), modelIds(providers, new ListModelsParams(false, Optional.of("other"))));
            assertEquals(0, firstServer.requests().size());
        }
    }

    static List<String> modelIds(Providers providers, ListModelsParams params) {
        return providers.models(params).models().stream().map(ModelInfo::id).toList();
    }

    static ModelInfo model(Providers providers, String id) {
        return providers.models(ListModelsParams.ALL).models().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static ProviderInfo providerInfo(Providers providers, String name) {
        return providers.providers(new ListProvidersParams(false, false)).providers().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long requestCount(FakeProvider server, String path) {
        return server.requests().stream()
                .filter(request -> request.path().equals(path))
                .count();
    }
}
