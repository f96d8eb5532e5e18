package dev.openllm.server.provider;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static dev.openllm.server.provider.ModelListTest.modelIds;
import static dev.openllm.server.provider.ModelListTest.providerInfo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.provider.endpoint.BuiltInProviders;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeAnswer.Step;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests for model servers on this machine that nobody configured. */
class LocalServersTest {

    private static final ListModelsParams REFRESH = new ListModelsParams(true, Optional.empty());

    @Test
    void aServerOnItsDefaultPortIsAvailableWithoutConfiguration() {
        try (FakeProvider server = Service.startModelServer("qwen3")) {
            Providers providers = providers(ConfigInMemory.of(), "vllm", URI.create(server.uri() + "/v1"));
            assertEquals(List.of("vllm/qwen3", "echo/echo"), modelIds(providers, REFRESH));
            ProviderInfo vllm = providerInfo(providers, "vllm");
            assertTrue(vllm.local() && vllm.configured());
            assertEquals(Optional.of("found running"), vllm.source());
        }
    }

    @Test
    void aLocalServerRespondsWithoutConfiguration() {
        try (FakeProvider server = Service.startModelServer("qwen3")) {
            Providers providers = providers(ConfigInMemory.of(), "vllm", URI.create(server.uri() + "/v1"));
            ResolvedModel.Remote model = (ResolvedModel.Remote) providers.resolve("");
            assertEquals("vllm/qwen3", model.info().id());
        }
    }

    @Test
    void ollamaIsFoundWithTheCapabilitiesAndContextSizeOfEachModel() {
        try (FakeProvider server = startOllama()) {
            Providers providers = providers(ConfigInMemory.of(), "ollama", server.uri());
            assertEquals(List.of("ollama/qwen3:8b", "echo/echo"), modelIds(providers, REFRESH));
            var model = ModelListTest.model(providers, "ollama/qwen3:8b");
            assertTrue(model.capabilities().tools() && model.capabilities().reasoning());
            assertEquals(32_768, model.limits().contextTokens());
            assertEquals(
                    "requested from Ollama; the model supports 40960, set contextTokens to use more",
                    model.sources().get("limits.contextTokens"));
        }
    }

    @Test
    void aModelThatIsLoadedWithALargerContextKeepsIt() {
        try (FakeProvider server = startOllama()) {
            server.always(
                    "/api/ps",
                    request -> FakeAnswer.json("{\"models\":[{\"model\":\"qwen3:8b\",\"context_length\":40000}]}"));
            Providers providers = providers(ConfigInMemory.of(), "ollama", server.uri());
            modelIds(providers, REFRESH);
            assertEquals(
                    40_000,
                    ModelListTest.model(providers, "ollama/qwen3:8b").limits().contextTokens());
        }
    }

    @Test
    void theErrorForAMissingOllamaModelShowsHowToPullIt() {
        try (FakeProvider server = startOllama()) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("ollama").apiBase(server.uri()).models("mistral").build());
            modelIds(providers, REFRESH);
            assertEquals(
                    Optional.of("Not pulled. Run `ollama pull mistral`."),
                    ModelListTest.model(providers, "ollama/mistral").warning());
        }
    }

    @Test
    void aConfiguredServerIsNotListedTwice() {
        try (FakeProvider server = Service.startModelServer("qwen3")) {
            ConfigInMemory config =
                    ConfigInMemory.of(provider("gpu").apiBase(server.uri()).build());
            Providers providers = providers(config, "vllm", URI.create(server.uri() + "/v1"));
            assertEquals(List.of("gpu/qwen3", "echo/echo"), modelIds(providers, REFRESH));
        }
    }

    @Test
    void aServerThatTheUserDisabledRemainsDisabled() {
        try (FakeProvider server = Service.startModelServer("qwen3")) {
            ConfigInMemory config =
                    ConfigInMemory.of(provider("vllm").disabled().build());
            Providers providers = providers(config, "vllm", URI.create(server.uri() + "/v1"));
            assertEquals(List.of("echo/echo"), modelIds(providers, REFRESH));
        }
    }

    @Test
    void discoveryCanBeDisabled() {
        try (FakeProvider server = Service.startModelServer("qwen3")) {
            ConfigInMemory config = new ConfigInMemory();
            config.change(ConfigInMemory.config(Optional.empty(), Map.of("discovery.enabled", "false")));
            Providers providers = providers(config, "vllm", URI.create(server.uri() + "/v1"));
            assertEquals(List.of("echo/echo"), modelIds(providers, REFRESH));
            assertEquals(List.of(), server.requests());
        }
    }

    @Test
    void anotherProgramOnSuchAPortIsNotAModelServer() {
        try (FakeProvider htmlServer = FakeProvider.start();
                FakeProvider jsonServer = FakeProvider.start();
                FakeProvider protectedServer = FakeProvider.start()) {
            htmlServer.always("*", request -> FakeAnswer.of(200, "text/html", "<html></html>"));
            jsonServer.always("*", request -> FakeAnswer.json("{\"status\":\"UP\"}"));
            protectedServer.always("*", request -> FakeAnswer.error(401, "{}"));
            Providers providers = Service.providers(
                    new ConfigInMemory(),
                    new KeysInMemory(),
                    Map.of(),
                    List.of(
                            Service.localServer("llamafile", htmlServer.uri()),
                            Service.localServer("vllm", jsonServer.uri()),
                            Service.localServer("lmstudio", protectedServer.uri())));
            assertEquals(List.of("echo/echo"), modelIds(providers, REFRESH));
        }
    }

    @Test
    void anUnresponsivePortHidesNoOtherModels() {
        try (FakeProvider hangingServer = FakeProvider.start();
                FakeProvider server = Service.startModelServer("alpha")) {
            hangingServer.always("*", request -> FakeAnswer.json("").withStep(new Step.Hang()));
            ConfigInMemory config =
                    ConfigInMemory.of(provider("work").apiBase(server.uri()).build());
            ConfiguredProviders providers = providers(config, "vllm", URI.create(hangingServer.uri() + "/v1"));
            providers.warmUp();
            assertEquals(List.of("work/alpha", "echo/echo"), modelIds(providers, ListModelsParams.ALL));
        }
    }

    @Test
    void aServerThatIsFoundLaterIsReported() throws InterruptedException {
        try (FakeProvider server = Service.startModelServer("qwen3")) {
            Providers providers = providers(ConfigInMemory.of(), "vllm", URI.create(server.uri() + "/v1"));
            BlockingQueue<String> notifications = new LinkedBlockingQueue<>();
            providers.onModelsChanged(() -> notifications.add("models"));
            providers.providers(new ListProvidersParams(false, true));
            assertEquals("models", notifications.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void ollamaIsSearchedForAtTheAddressInItsVariable() {
        var candidates = LocalServers.candidates(BuiltInProviders.all(), Optional.of("gpu-box:4321"));
        assertTrue(candidates.stream()
                .anyMatch(candidate -> candidate.provider().id().equals("ollama")
                        && candidate.apiBase().toString().equals("http://gpu-box:4321")));
    }

    @Test
    void theDefaultPortsAreThoseOfOllamaLlamafileLmStudioAndVllm() {
        var ports = LocalServers.candidates(BuiltInProviders.all(), Optional.empty()).stream()
                .map(candidate ->
                        candidate.provider().id() + " " + candidate.apiBase().getPort())
                .toList();
        assertEquals(List.of("llamafile 8080", "lmstudio 1234", "ollama 11434", "vllm 8000"), ports);
    }

    private static ConfiguredProviders providers(ConfigInMemory config, String providerId, URI address) {
        return Service.providers(
                config, new KeysInMemory(), Map.of(), List.of(Service.localServer(providerId, address)));
    }

    private static FakeProvider startOllama() {
        return FakeProvider.start()
                .always("/api/tags", request -> FakeAnswer.json("{\"models\":[{\"model\":\"qwen3:8b\"}]}"))
                .always("/api/ps", request -> FakeAnswer.json("{\"models\":[]}"))
                .always(
                        "/api/show",
                        request -> FakeAnswer.json("{\"capabilities\":[\"completion\",\"tools\","
                                + "\"thinking\"],\"model_info\":{\"general.architecture\":\"qwen3\","
                                + "\"qwen3.context_length\":40960}}"));
    }
}
