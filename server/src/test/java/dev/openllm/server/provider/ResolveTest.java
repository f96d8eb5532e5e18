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
        try (FakeProvider server = Service.modelList("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").at(server.uri()).done());
            Remote model = remote(providers, "work/alpha");
            assertEquals("work/alpha", model.info().id());
            assertEquals(server.uri() + "/v1", model.endpoint().apiBase().toString());
        }
    }

    @Test
    void theIdOfAModelCanContainSlashesAndTags() {
        try (FakeProvider server = Service.modelList()) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").at(server.uri()).done());
            assertEquals(
                    "meta/llama-4:free",
                    remote(providers, "work/meta/llama-4:free").info().model());
        }
    }

    @Test
    void anUnlistedModelHasConservativeLimits() {
        try (FakeProvider server = Service.modelList("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").at(server.uri()).done());
            ModelInfo info = remote(providers, "work/nobody-knows-it").info();
            assertEquals(new ModelInfo.Limits(32_768, 28_672, 4_096), info.limits());
            assertTrue(info.capabilities().tools() && info.capabilities().streaming());
            assertFalse(info.capabilities().vision());
            assertEquals("assumed", info.sources().get("limits.contextTokens"));
        }
    }

    @Test
    void anAliasIsResolvedToItsModelAndNeverHidesAConfiguredOne() {
        try (FakeProvider server = Service.modelList("alpha", "claude-real")) {
            ConfigInMemory config = new ConfigInMemory();
            config.change(ConfigInMemory.config(
                    Optional.empty(),
                    Map.of("aliases.claude-*", "work/alpha", "aliases.anthropic/x", "work/alpha"),
                    provider("work").at(server.uri()).done()));
            Providers providers = Service.providers(config, new KeysInMemory(), Map.of(), List.of());
            assertEquals(
                    "work/alpha", remote(providers, "claude-haiku-4-5").info().id());
            assertEquals("work/alpha", remote(providers, "anthropic/x").info().id());
            assertEquals(
                    "work/claude-real", remote(providers, "claude-real").info().id());
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
        try (FakeProvider one = Service.modelList("alpha", "vendor/gamma");
                FakeProvider other = Service.modelList("beta")) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("one").at(one.uri()).done(),
                    provider("other").at(other.uri()).done());
            assertEquals("other/beta", remote(providers, "beta").info().id());
            assertEquals(
                    "one/vendor/gamma", remote(providers, "vendor/gamma").info().id());
        }
    }

    @Test
    void anAmbiguousIdWithoutAProviderIsRefused() {
        try (FakeProvider one = Service.modelList("alpha");
                FakeProvider other = Service.modelList("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("one").at(one.uri()).done(),
                    provider("other").at(other.uri()).done());
            ErrorInfo error = failure(providers, "alpha");
            assertEquals(ErrorKind.MODEL_NOT_FOUND, error.kind());
            assertEquals(
                    "Use one of these: one/alpha, other/alpha.", error.hint().orElse(""));
        }
    }

    @Test
    void theErrorForAnUnknownProviderListsSimilarAndActiveOnes() {
        try (FakeProvider server = Service.modelList("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("workshop").at(server.uri()).done());
            ErrorInfo error = failure(providers, "worksop/alpha");
            assertEquals(ErrorKind.MODEL_NOT_FOUND, error.kind());
            assertEquals("Provider worksop in the model ID worksop/alpha does not exist.", error.message());
            assertEquals(
                    "Did you mean workshop/alpha? Active providers: workshop, echo.",
                    error.hint().orElse(""));
        }
    }

    @Test
    void theErrorForTheBuiltInProviderNamesItsModel() {
        ErrorInfo error = failure(Service.providers(new KeysInMemory()), "echo/nope");
        assertEquals(ErrorKind.MODEL_NOT_FOUND, error.kind());
        assertEquals("Provider echo has no model named nope.", error.message());
        assertEquals("Use `echo/echo`.", error.hint().orElse(""));
    }

    @Test
    void aBuiltInProviderWorksWithOnlyItsName() {
        Providers providers = Service.providers(new KeysInMemory().with("groq", "k"));
        Remote model = remote(providers, "groq/llama-3.3-70b-versatile");
        assertEquals(
                "https://api.groq.com/openai/v1", model.endpoint().apiBase().toString());
        assertEquals(131_072, model.info().limits().contextTokens());
    }

    @Test
    void aDisabledProviderIsNotUsed() {
        Providers providers =
                Service.providers(new KeysInMemory(), provider("openai").off().done());
        ErrorInfo error = failure(providers, "openai/gpt-5");
        assertEquals("Provider openai is disabled.", error.message());
    }

    @Test
    void anInvalidAddressIsReported() {
        Providers providers = Service.providers(
                new KeysInMemory(), provider("work").at("not a url").done());
        assertEquals(
                "The base URL of provider work is not a valid URL.",
                failure(providers, "work/x").message());
    }

    @Test
    void aMissingAddressIsReported() {
        Providers providers =
                Service.providers(new KeysInMemory(), provider("work").done());
        assertEquals(
                "No base URL is specified for provider work.",
                failure(providers, "work/x").message());
    }

    @Test
    void theBuiltInModelIsAlwaysAvailable() {
        Providers providers = Service.providers(new KeysInMemory());
        assertTrue(providers.resolve("echo/echo") instanceof ResolvedModel.Echo);
        assertTrue(providers.resolve("echo") instanceof ResolvedModel.Echo);
    }

    @Test
    void withoutANameTheConfiguredDefaultIsUsed() {
        try (FakeProvider server = Service.modelList("alpha", "beta")) {
            ProviderConfig work = provider("work").at(server.uri()).done();
            ConfigInMemory config = new ConfigInMemory();
            config.change(ConfigInMemory.config(Optional.of("work/beta"), Map.of(), work));
            assertEquals(
                    "work/beta",
                    remote(Service.providers(config, new KeysInMemory()), "")
                            .info()
                            .id());
        }
    }

    @Test
    void withoutADefaultTheFirstModelOfAReadyProviderIsUsed() {
        try (FakeProvider server = Service.modelList("alpha", "beta")) {
            Providers providers = Service.providers(
                    new KeysInMemory(),
                    provider("openai").models("gpt-5").done(),
                    provider("work").at(server.uri()).done());
            assertEquals("work/alpha", remote(providers, " ").info().id());
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
            ModelConfig said = new ModelConfig(
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
                    provider("work").at(server.uri()).models(said).done());
            ModelInfo info = remote(providers, "work/gpt-4o").info();
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
                        .at("https://ours.openai.azure.com/openai/v1")
                        .models(deployment)
                        .done());
        ModelInfo info = remote(providers, "azure/our-chat").info();
        assertEquals(128_000, info.limits().contextTokens());
        assertTrue(info.capabilities().vision());
    }

    @Test
    void userQuirksOverrideProviderQuirks() {
        Providers providers = Service.providers(
                new KeysInMemory(),
                provider("mistral")
                        .quirks(Map.of("required-tool-choice", "required"))
                        .done());
        Remote model = remote(providers, "mistral/mistral-large-latest");
        assertEquals("alphanumeric-9", model.quirks().value("tool-call-ids", ""));
        assertEquals("required", model.quirks().value("required-tool-choice", ""));
    }

    @Test
    void aProviderWithTheAddressOfABuiltInOneIsThatProvider() {
        Providers providers = Service.providers(
                new KeysInMemory(),
                provider("mine").at("https://api.deepseek.com/v1").done());
        Remote model = remote(providers, "mine/deepseek-chat");
        assertEquals(Optional.of("deepseek"), model.endpoint().builtInId());
        assertEquals("with-tool-calls", model.quirks().value("reasoning-back", ""));
    }

    private static Remote remote(Providers providers, String name) {
        return (Remote) providers.resolve(name);
    }

    private static ErrorInfo failure(Providers providers, String name) {
        return assertThrows(OpenLlmException.class, () -> providers.resolve(name))
                .info();
    }
}
