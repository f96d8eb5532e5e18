package dev.openllm.server.chat.doctor;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.secret.TestSecretResult;
import dev.openllm.server.chat.ChatPipeline;
import dev.openllm.server.http.client.OutgoingHttp;
import dev.openllm.server.provider.ConfiguredProviders;
import dev.openllm.server.provider.KeysInMemory;
import dev.openllm.server.provider.Service;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests for checking an API key with a request to a local server that simulates the provider. */
class KeyCheckTest {

    private static final String KEY = "canary-trial-key-1234567890";
    private static final String CHAT_PATH = "/v1/chat/completions";

    private final FakeProvider server = FakeProvider.start();
    private final List<String> embeddedModels = new ArrayList<>();

    @BeforeEach
    void listModelsForAnybody() {
        server.always("/v1/models", request -> FakeAnswer.json("{\"data\":[{\"id\":\"m\"}]}"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aKeyWorksIfAModelRespondsWithIt() {
        server.respondAt(
                CHAT_PATH,
                FakeAnswer.sse(
                        "{\"choices\":[{\"delta\":{\"content\":\"Yes\"}}]}",
                        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
                        "[DONE]"));

        TestSecretResult result = runKeyCheck();

        assertEquals(Optional.empty(), result.error());
        assertEquals(Optional.of("work/m"), result.model());
    }

    @Test
    void aKeyCanBeRefusedAlthoughTheModelListIsPublic() {
        server.respondAt(CHAT_PATH, FakeAnswer.error(401, "{\"error\":{\"message\":\"Bad key " + KEY + "\"}}"));

        TestSecretResult result = runKeyCheck();

        assertEquals(ErrorKind.AUTH, result.error().orElseThrow().kind());
        assertFalse(result.toString().contains(KEY), result.toString());
    }

    @Test
    void aKeyThatTheModelListRefusesUsesNoTokens() {
        server.always("/v1/models", request -> FakeAnswer.error(401, "{}"));

        TestSecretResult result = runKeyCheck();

        assertEquals(ErrorKind.AUTH, result.error().orElseThrow().kind());
        assertEquals(Optional.empty(), result.model());
    }

    @Test
    void aProviderWithoutChatModelsIsTestedWithAnEmbedding() {
        server.always("/v1/models", request -> FakeAnswer.json("{\"data\":[{\"id\":\"voyage-4\"}]}"));

        TestSecretResult result = runKeyCheck();

        assertEquals(List.of("work/voyage-4"), embeddedModels);
        assertEquals(Optional.of("work/voyage-4"), result.model());
    }

    private TestSecretResult runKeyCheck() {
        ConfiguredProviders providers = Service.providers(
                new KeysInMemory().withKey("work", KEY),
                provider("work").apiBase(server.uri()).build());
        OutgoingHttp http = new OutgoingHttp(Map.of(), NetworkSettings.SYSTEM, warning -> {});
        return new KeyCheck(providers, new ChatPipeline(providers, http), embeddedModels::add)
                .run(providers.secretQuery("work"), Optional.empty());
    }
}
