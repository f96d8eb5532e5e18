package dev.openllm.server.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.http.TimeLimits;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests for a server that is running but is still loading the model. */
class LoadingTest {

    private static final FakeAnswer LOADING = FakeAnswer.error(
            503, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}");
    private static final FakeAnswer OK =
            FakeAnswer.sse("{\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}", "[DONE]");

    private final FakeProvider provider = FakeProvider.start();
    private final ChatFixture chat = new ChatFixture(new FewProviders(TestModels.remote(
            TestModels.info("local/m"), new OpenAiChatDialect(), provider.uri(), ModelConfig.of("m"))));

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aLoadingModelIsAwaitedWithANoticeEveryTenSeconds() {
        Collections.nCopies(13, LOADING).forEach(provider::respond);
        provider.respond(OK);

        chat.send("local/m", "Hi");

        assertEquals("ok", chat.text());
        assertEquals(Duration.ofSeconds(26), totalWait());
        assertEquals(
                List.of(
                        "The provider is loading the model. Waiting up to 300 s for it.",
                        "The provider is still loading the model (10 s so far).",
                        "The provider is still loading the model (20 s so far)."),
                chat.events(ChatEvent.Notice.class).stream()
                        .map(ChatEvent.Notice::message)
                        .toList());
    }

    @Test
    void aLoadingModelIsNotAwaitedBeyondTheResponseTimeout() {
        provider.always("/chat/completions", request -> LOADING);

        ErrorInfo error = chat.expectError("local/m", "Hi");

        assertEquals(ErrorKind.OVERLOADED, error.kind());
        assertTrue(error.hint().orElse("").contains("policies.firstByteSeconds"), error::toString);
        assertTrue(totalWait().compareTo(TimeLimits.CHAT.firstByte().plusSeconds(2)) <= 0, totalWait()::toString);
    }

    @Test
    void aLoadingModelIsNotAwaitedIfTheServerForbidsRetries() {
        provider.respond(LOADING.withHeader("X-Should-Retry", "false"), OK);

        chat.expectError("local/m", "Hi");

        assertEquals(1, provider.requests().size());
    }

    private Duration totalWait() {
        return chat.waits.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
