package dev.openllm.server.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a provider that is not built in works with a few lines in the user's own file. */
class TenLinesOfYamlTest {

    @Test
    void aConfiguredProviderResponds(@TempDir Path folder) throws Exception {
        try (FakeProvider server = Service.startModelServer("listed")) {
            server.always(
                    "/v1/chat/completions",
                    request -> FakeAnswer.sse(
                            "{\"choices\":[{\"delta\":{\"content\":\"hello\"}}]}",
                            "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
                            "[DONE]"));
            Path file = Files.writeString(folder.resolve("config.yaml"), """
                providers:
                  - name: brand-new
                    dialect: openai-chat
                    api_base: %s
                    api_key_env: BRAND_NEW_KEY
                    headers: {X-Team: blue}
                    models:
                      - id: newest
                        context_tokens: 131072
                        tools: true
                """.formatted(server.uri()));
            OutgoingHttp http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
            try (LiveConfig config = LiveConfig.ofFile(new ConfigLocations(List.of(folder)), file)) {
                ConfiguredProviders providers = new ConfiguredProviders(
                        config,
                        new KeysInMemory().withKey("brand-new", "secret"),
                        http,
                        Service.DIALECTS,
                        new Catalog(),
                        Map.of(),
                        MicrosoftAccount.NONE,
                        List.of());
                List<String> receivedTexts = new ArrayList<>();
                new ChatPipeline(providers, http)
                        .chat(
                                new ChatParams(
                                        "brand-new/newest",
                                        List.of(Message.user("Hi")),
                                        List.of(),
                                        ToolChoice.AUTO,
                                        ChatOptions.DEFAULTS,
                                        Optional.empty(),
                                        Optional.empty()),
                                event -> {
                                    if (event instanceof ChatEvent.Text text) {
                                        receivedTexts.add(text.text());
                                    }
                                });
                assertEquals(List.of("hello"), receivedTexts);
                assertEquals(
                        List.of("brand-new/newest", "echo/echo"),
                        ModelListTest.modelIds(providers, ListModelsParams.ALL));
                assertEquals(
                        131_072,
                        ModelListTest.model(providers, "brand-new/newest")
                                .limits()
                                .contextTokens());
                var chatRequest = server.requests().stream()
                        .filter(request -> request.path().equals("/v1/chat/completions"))
                        .findFirst()
                        .orElseThrow();
                assertEquals("blue", chatRequest.header("x-team"));
                assertEquals("Bearer secret", chatRequest.header("authorization"));
                assertFalse(chatRequest.json().path("model").asText().contains("brand-new"));
            }
        }
    }
}
