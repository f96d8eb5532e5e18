package dev.openllm.server.provider;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.provider.ResolvedModel.Remote;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Tests which model a name resolves to. */
class ResolveTest {

    @Test
    void aModelIsNamedByItsProviderAndItsId() {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            Remote model = resolveRemote(providers, "work/alpha");
            assertEquals("work/alpha", model.info().id());
            assertEquals(server.uri() + "/v1", model.endpoint().apiBase().toString());
        }
    }

    @Test
    void theIdOfAModelCanContainSlashesAndTags() {
        try (FakeProvider server = Service.startModelServer()) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            assertEquals(
                    "meta/llama-4:free",
                    resolveRemote(providers, "work/meta/llama-4:free").info().model());
        }
    }

    @Test
    void anUnlistedModelHasConservativeLimits() {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            ModelInfo info = resolveRemote(providers, "work/nobody-knows-it").info();
            assertEquals(new ModelInfo.Limits(32_768, 28_672, 4_096), info.limits());
            assertTrue(info.capabilities().tools() && info.capabilities().streaming());
            assertFalse(info.capabilities().vision());
            assertEquals("assumed", info.sources().get("limits.contextTokens"));
        }
    }

    @Test
    void anAliasIsResolvedToItsModelAndNeverHidesAConfiguredOne() {
        try (FakeProvider server = Service.startModelServer("alpha", "claude-real")) {
            ConfigInMemory config = new ConfigInMemory();
            config.change(ConfigInMemory.config(
                    Optional.empty(),
                    Map.of("aliases.claude-*", "work/alpha", "aliases.anthropic/x", "work/alpha"),
                    provider("work").apiBase(server.uri()).build()));
            Providers providers = Service.providers(config, new KeysInMemory(), Map.of(), List.of());
            assertEquals(
                    "work/alpha",
                    resolveRemote(providers, "claude-haiku-4-5").info().id());
            assertEquals(
                    "work/alpha", resolveRemote(providers, "anthropic/x").info().id());
            assertEquals(
                    "work/claude-real",
                    resolveRemote(providers, "claude-real").info().id());
        }
    }

    @Test
    void anAliasOfAnAliasIsNotResolved() {
        ConfigInMemory config = new ConfigInMemory();
        config.change(ConfigInMemory.config(Optional.empty(), Map.of("aliases.a", "b", "aliases.b", "a")));
        Providers providers = Service.providers(config, new KeysInMemory(), Map.of(), List.of());
        assertEquals(
                ErrorKind.MODEL_NOT_FOUND,
                assertThrows(OpenLlmException.class, () -> providers.resolve("a"))
                        .info()
                        .kind());
    }

    @Test
    void anIdWithoutAProviderIsSufficientIfItIsUnique() {
        try (FakeProvider firstServer = Service.startModelServer("alpha", "vendor/gamma");
                FakeProvider secondServer = Service.startModelServer("beta")) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("one").apiBase(firstServer.uri()).build(),
                    provider("other").apiBase(secondServer.uri()).build());
            assertEquals("other/beta", resolveRemote(providers, "beta").info().id());
            assertEquals(
                    "one/vendor/gamma",
                    resolveRemote(providers, "vendor/gamma").info().id());
        }
    }

    @Test
    void anAmbiguousIdWithoutAProviderIsRefused() {
        try (FakeProvider firstServer = Service.startModelServer("alpha");
                FakeProvider secondServer = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("one").apiBase(firstServer.uri()).build(),
                    provider("other").apiBase(secondServer.uri()).build());
            ErrorInfo error = resolveError(providers, "alpha");
            assertEquals(ErrorKind.MODEL_NOT_FOUND, error.kind());
            assertEquals(
                    "Use one of these: one/alpha, other/alpha.", error.hint().orElse(""));
        }
    }

    @Test
    void theErrorForAnUnknownProviderListsSimilarAndActiveOnes() {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("workshop").apiBase(server.uri()).build());
            ErrorInfo error = resolveError(providers, "worksop/alpha");
            assertEquals(ErrorKind.MODEL_NOT_FOUND, error.kind());
            assertEquals("Provider worksop in the model ID worksop/alpha does not exist.", error.message());
            assertEquals(
                    "Did you mean workshop/alpha? Active providers: workshop, echo.",
                    error.hint().orElse(""));
        }
    }

    @Test
    void theErrorForTheBuiltInProviderNamesItsModel() {
        ErrorInfo error = resolveError(Service.providers(new KeysInMemory()), "echo/nope");
        assertEquals(ErrorKind.MODEL_NOT_FOUND, error.kind());
        assertEquals("Provider echo has no model named nope.", error.message());
        assertEquals("Use `echo/echo`.", error.hint().orElse(""));
    }

    @Test
    void aBuiltInProviderWorksWithOnlyItsName() {
        Providers providers = Service.providers(new KeysInMemory().withKey("groq", "k"));
        Remote model = resolveRemote(providers, "groq/llama-3.3-70b-versatile");
        assertEquals(
                "https://api.groq.com/openai/v1", model.endpoint().apiBase().toString());
        assertEquals(131_072, model.info().limits().contextTokens());
    }

    @Test
    void aDisabledProviderIsNotUsed() {
        Providers providers = Service.providers(
                new KeysInMemory(), provider("openai").disabled().build());
        ErrorInfo error = resolveError(providers, "openai/gpt-5");
        assertEquals("Provider openai is disabled.", error.message());
    }

    @Test
    void anInvalidAddressIsReported() {
        Providers providers = Service.providers(
                new KeysInMemory(), provider("work").apiBase("not a url").build());
        assertEquals(
                "The base URL of provider work is not a valid URL.",
                resolveError(providers, "work/x").message());
    }

    @Test
    void aMissingAddressIsReported() {
        Providers providers =
                Service.providers(new KeysInMemory(), provider("work").build());
        assertEquals(
                "No base URL is specified for provider work.",
                resolveError(providers, "work/x").message());
    }

    @Test
    void theBuiltInModelIsAlwaysAvailable() {
        Providers providers = Service.providers(new KeysInMemory());
        assertTrue(providers.resolve("echo/echo") instanceof ResolvedModel.Echo);
        assertTrue(providers.resolve("echo") instanceof ResolvedModel.Echo);
    }

    @Test
    void withoutANameTheConfiguredDefaultIsUsed() {
        try (FakeProvider server = Service.startModelServer("alpha", "beta")) {
            ProviderConfig work = provider("work").apiBase(server.uri()).build();
            ConfigInMemory config = new ConfigInMemory();
            config.change(ConfigInMemory.config(Optional.of("work/beta"), Map.of(), work));
            assertEquals(
                    "work/beta",
                    resolveRemote(Service.providers(config, new KeysInMemory()), "")
                            .info()
                            .id());
        }
    }

    @Test
    void withoutADefaultTheFirstModelOfAReadyProviderIsUsed() {
        try (FakeProvider server = Service.startModelServer("alpha", "beta")) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("openai").models("gpt-5").build(),
                    provider("work").apiBase(server.uri()).build());
            assertEquals("work/alpha", resolveRemote(providers, " ").info().id());
            assertEquals(
                    Optional.of("work/alpha"),
                    providers.models(ListModelsParams.ALL).defaultModel());
        }
    }

    @Test
    void withoutOtherModelsTheBuiltInModelIsUsed() {
        Providers providers = Service.providers(new KeysInMemory());
        assertTrue(providers.resolve("") instanceof ResolvedModel.Echo);
    }

    @Test
    void userConfigurationOverridesTheModelListWhichOverridesTheCatalog() {
        try (FakeProvider server = FakeProvider.start()) {
            server.always(
                    "/v1/models",
                    request -> FakeAnswer.json("{\"data\":[{\"id\":\"gpt-4o\",\"context_length\":50000,"
                            + "\"max_output_tokens\":9000}]}"));
            ModelConfig modelConfig = new ModelConfig(
                    "gpt-4o",
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.of(2_000),
                    Optional.empty(),
                    Optional.of(false),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(false),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Map.of());
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("work").apiBase(server.uri()).models(modelConfig).build());
            ModelInfo info = resolveRemote(providers, "work/gpt-4o").info();
            assertEquals(50_000, info.limits().contextTokens());
            assertEquals(2_000, info.limits().maxOutputTokens());
            assertFalse(info.capabilities().vision());
            assertFalse(info.capabilities().streaming());
            assertTrue(info.capabilities().tools());
            assertEquals("configuration", info.sources().get("limits.maxOutputTokens"));
            assertEquals("model list of work", info.sources().get("limits.contextTokens"));
            assertEquals("catalog (from openai)", info.sources().get("capabilities.tools"));
        }
    }

    @Test
    void aDeploymentHasThePropertiesOfItsModel() {
        ModelConfig deployment = new ModelConfig(
                "our-chat",
                Optional.empty(),
                Optional.of("gpt-4o"),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
        Providers providers = Service.providers(
                new KeysInMemory(),
                provider("azure")
                        .apiBase("https://ours.openai.azure.com/openai/v1")
                        .models(deployment)
                        .build());
        ModelInfo info = resolveRemote(providers, "azure/our-chat").info();
        assertEquals(128_000, info.limits().contextTokens());
        assertTrue(info.capabilities().vision());
    }

    @Test
    void userQuirksOverrideProviderQuirks() {
        Providers providers = Service.providers(
                new KeysInMemory(),
                provider("mistral")
                        .quirks(Map.of("required-tool-choice", "required"))
                        .build());
        Remote model = resolveRemote(providers, "mistral/mistral-large-latest");
        assertEquals("alphanumeric-9", model.quirks().value("tool-call-ids", ""));
        assertEquals("required", model.quirks().value("required-tool-choice", ""));
    }

    @Test
    void aProviderWithTheAddressOfABuiltInOneIsThatProvider() {
        Providers providers = Service.providers(
                new KeysInMemory(),
                provider("mine").apiBase("https://api.deepseek.com/v1").build());
        Remote model = resolveRemote(providers, "mine/deepseek-chat");
        assertEquals(Optional.of("deepseek"), model.endpoint().builtInId());
        assertEquals("with-tool-calls", model.quirks().value("reasoning-back", ""));
    }

    private static Remote resolveRemote(Providers providers, String name) {
        return (Remote) providers.resolve(name);
    }

    private static ErrorInfo resolveError(Providers providers, String name) {
        return assertThrows(OpenLlmException.class, () -> providers.resolve(name))
                .info();
    }
}
