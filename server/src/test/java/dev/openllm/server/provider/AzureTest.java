package dev.openllm.server.provider;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ProviderStatus.State;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.dialect.WireRequest;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.TimeLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests for Azure OpenAI: two address formats, deployments instead of models, and a separate header for the API key.
 */
class AzureTest {

    @ParameterizedTest
    @CsvSource({
        "https://r.openai.azure.com,              https://r.openai.azure.com/openai/v1/chat/completions",
        "https://r.openai.azure.com/,             https://r.openai.azure.com/openai/v1/chat/completions",
        "https://r.openai.azure.com/openai/v1/,   https://r.openai.azure.com/openai/v1/chat/completions",
        "https://r.openai.azure.com/openai,       https://r.openai.azure.com/openai/v1/chat/completions",
        "https://r.cognitiveservices.azure.com/,  https://r.cognitiveservices.azure.com/openai/v1/chat/completions",
        "https://r.services.ai.azure.com/api/projects/p, https://r.services.ai.azure.com/openai/v1/chat/completions",
        "https://r.openai.azure.com/openai/v1/chat/completions, https://r.openai.azure.com/openai/v1/chat/completions",
        "https://r.openai.azure.com?api-version=2025-01-01-preview,"
                + " https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2025-01-01-preview",
        "https://r.openai.azure.com/openai/deployments/x/chat/completions?api-version=2024-06-01,"
                + " https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-06-01",
        "https://r.openai.azure.com/openai/deployments/x,"
                + " https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
        "https://apim.corp.example/ai/openai/deployments/x/chat/completions?api-version=2024-06-01,"
                + " https://apim.corp.example/ai/openai/deployments/d/chat/completions?api-version=2024-06-01",
    })
    void everyAddressThatUsersCanPasteReachesTheDeployment(String pasted, String expectedUrl) {
        assertEquals(
                expectedUrl,
                prepareChat(provider("mine").apiBase(pasted).models("d").build(), "mine/d")
                        .uri()
                        .toString());
    }

    @Test
    void aCompanyGatewayIsAzureByItsPreset() {
        HttpCall call = prepareChat(
                provider("corp")
                        .preset("azure")
                        .apiBase("https://apim.corp.example/ai")
                        .models("d")
                        .build(),
                "corp/d");
        assertEquals(
                "https://apim.corp.example/ai/openai/v1/chat/completions",
                call.uri().toString());
    }

    @Test
    void theKeyIsSentInItsOwnHeader() {
        HttpCall call = prepareChat(
                provider("mine")
                        .apiBase("https://r.openai.azure.com")
                        .models("d")
                        .build(),
                "mine/d");
        assertEquals("secret", call.headers().get("api-key"));
        assertTrue(!call.headers().containsKey("Authorization"));
    }

    @Test
    void theDeploymentInAnAddressIsOfferedAsAModel() {
        Providers providers = providers(provider("mine")
                .apiBase("https://r.openai.azure.com/openai/deployments/our-gpt/chat/completions")
                .build());
        assertEquals(List.of("mine/our-gpt", "echo/echo"), ModelListTest.modelIds(providers, ListModelsParams.ALL));
    }

    @Test
    void withoutADeploymentTheErrorRequestsOne() {
        Providers providers =
                providers(provider("mine").apiBase("https://r.openai.azure.com").build());
        ModelListTest.modelIds(providers, new ListModelsParams(true, Optional.empty()));
        var status = ModelListTest.providerInfo(providers, "mine").status();
        assertEquals(State.ERROR, status.state());
        assertEquals("No deployments configured", status.message());
        assertTrue(status.error().orElseThrow().hint().orElse("").contains("models"));
    }

    @Test
    void aReasoningModelUsesResponsesOnlyInTheV1Style() {
        Providers v1 = providers(provider("mine")
                .apiBase("https://r.openai.azure.com")
                .models("gpt-5")
                .build());
        assertEquals(
                "openai-responses",
                ((ResolvedModel.Remote) v1.resolve("mine/gpt-5")).dialect().name());
        Providers older = providers(provider("mine")
                .apiBase("https://r.openai.azure.com/openai/deployments/gpt-5?api-version=2024-10-21")
                .build());
        assertEquals(
                "openai-chat",
                ((ResolvedModel.Remote) older.resolve("mine/gpt-5")).dialect().name());
    }

    @Test
    void noMicrosoftTokenIsSentToAnAddressFromAWorkspace() {
        Origin workspace = new Origin(Origin.Source.YAML_WORKSPACE, Optional.empty(), 1, 1);
        ConfiguredProviders providers = Service.providers(
                ConfigInMemory.of(provider("mine")
                        .apiBase("https://evil.openai.azure.com")
                        .models("d")
                        .origins(Map.of("apiBase", workspace))
                        .build()),
                new KeysInMemory(),
                Map.of("AZURE_TENANT_ID", "t", "AZURE_CLIENT_ID", "c", "AZURE_CLIENT_SECRET", "s"),
                List.of());
        ResolvedModel.Remote model = (ResolvedModel.Remote) providers.resolve("mine/d");
        OpenLlmException exception = assertThrows(
                OpenLlmException.class,
                () -> providers.signer().prepareChat(model.endpoint(), WireRequest.get("/models"), TimeLimits.QUERY));
        assertEquals("No API key is stored for mine.", exception.getMessage());
    }

    private static ConfiguredProviders providers(ProviderConfig config) {
        return Service.providers(new KeysInMemory().withKey(config.name(), "secret"), config);
    }

    private static HttpCall prepareChat(ProviderConfig config, String model) {
        ConfiguredProviders providers = providers(config);
        ResolvedModel.Remote resolved = (ResolvedModel.Remote) providers.resolve(model);
        WireRequest request = WireRequest.post(
                "/chat/completions",
                Wire.JSON.createObjectNode().put("model", resolved.info().model()));
        return providers.signer().prepareChat(resolved.endpoint(), request, TimeLimits.CHAT);
    }
}
